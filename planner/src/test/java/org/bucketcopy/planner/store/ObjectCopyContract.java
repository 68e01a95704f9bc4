package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One call copies a whole object. */
public interface ObjectCopyContract extends ContractTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100_000})
  default void wholeObjectIsCopied(long size) {
    ObjectLocation source = source("whole");
    byte[] content = content(size, 20);
    harness().put(source, content, PLAIN);
    try (ObjectStore first = harness().open();
        ObjectStore second = harness().open()) {
      StoredObject made = Calls.done(first.copyObject(copy(pinned(second, source), "whole")));
      assertThat(harness().read(destination("whole"))).isEqualTo(content);
      assertThat(made.etag()).contains(look(second, destination("whole")).identity().etag());
      ContentChecksums copied = look(second, destination("whole")).checksums();
      assertThat(copied).isEqualTo(look(second, source).checksums());
    }
  }

  @Test
  default void existingObjectIsReplaced() {
    ObjectLocation source = source("new");
    harness().put(source, content(50, 21), PLAIN);
    harness().put(destination("old"), content(60, 22), PLAIN);
    try (ObjectStore store = harness().open()) {
      Calls.done(store.copyObject(copy(pinned(store, source), "old")));
      assertThat(harness().read(destination("old"))).isEqualTo(content(50, 21));
    }
  }

  @Test
  default void absentSourceIsNotFound() {
    CopySource absent = new CopySource(source("absent"), ETag.of("0"), Optional.empty());
    try (ObjectStore store = harness().open()) {
      assertThat(Calls.fault(store.copyObject(copy(absent, "absent"))).kind())
          .isEqualTo(StoreFault.Kind.NOT_FOUND);
    }
  }

  @Test
  default void changedSourceIsNotCopiedByCopyObject() {
    ObjectLocation source = source("changing");
    harness().put(source, content(50, 23), PLAIN);
    try (ObjectStore store = harness().open()) {
      CopySource former = new CopySource(source, pinned(store, source).etag(), Optional.empty());
      harness().put(source, content(50, 24), PLAIN);
      if (harness().supports(Promise.COPY_OBJECT_IF_MATCH)) {
        assertThat(Calls.fault(store.copyObject(copy(former, "changing"))).kind())
            .isEqualTo(StoreFault.Kind.SOURCE_CHANGED);
      } else {
        Calls.done(store.copyObject(copy(former, "changing")));
        assertThat(harness().read(destination("changing"))).isEqualTo(content(50, 24));
      }
    }
  }

  @Test
  default void olderVersionIsCopied() {
    requires(Promise.VERSIONS);
    ObjectLocation source = source("versions");
    harness().put(source, content(50, 25), PLAIN);
    try (ObjectStore store = harness().open()) {
      CopySource older = pinned(store, source);
      harness().put(source, content(50, 26), PLAIN);
      Calls.done(store.copyObject(copy(older, "versions")));
      assertThat(harness().read(destination("versions"))).isEqualTo(content(50, 25));
    }
  }

  @Test
  default void copyIsInTheClassThatWasAskedFor() {
    requires(Promise.STORAGE_CLASS);
    Optional<String> storageClass = Optional.of(harness().otherStorageClass());
    ObjectLocation source = source("class");
    harness().put(source, content(50, 27), PLAIN);
    try (ObjectStore store = harness().open()) {
      Calls.done(
          store.copyObject(
              new ObjectCopy(
                  pinned(store, source),
                  destination("class"),
                  storageClass,
                  DestinationRule.REPLACE)));
      assertThat(look(store, destination("class")).metadata().storageClass())
          .isEqualTo(storageClass);
    }
  }

  @ParameterizedTest
  @EnumSource(OddKey.class)
  default void oddKeyIsCopiedWhole(OddKey odd) {
    odd.promises().forEach(this::requires);
    try (ObjectStore store = harness().open()) {
      StoreLimits limits = store.profile().limits();
      assumeTrue(
          odd != OddKey.LEADING_SLASH || store.profile().can(Ability.LEADING_SLASH_KEYS),
          "the store takes no keys with a leading slash");
      ObjectLocation source = odd.under(harness().source(), limits);
      ObjectLocation destination = odd.under(harness().destination(), limits);
      harness().put(source, content(50, 28), PLAIN);
      Calls.done(
          store.copyObject(
              new ObjectCopy(
                  pinned(store, source), destination, Optional.empty(), DestinationRule.REPLACE)));
      assertThat(harness().read(destination)).isEqualTo(content(50, 28));
    }
  }

  private ObjectCopy copy(CopySource source, String name) {
    return new ObjectCopy(source, destination(name), Optional.empty(), DestinationRule.REPLACE);
  }
}
