package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.verify.CompositeEtag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ranges of a source are copied into parts, by any instance and in any order. */
public interface PartCopyContract extends ContractTest {
  @Test
  default void objectIsCopiedByParts() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      byte[] content = content(threeParts(store), 40);
      harness().put(source("parts"), content, PLAIN);
      copyByParts(pinned(store, source("parts")), destination("parts"), PLAIN);
      assertThat(harness().read(destination("parts"))).isEqualTo(content);
      ObjectInfo made = look(store, destination("parts"));
      assertThat(made.size()).isEqualTo(content.length);
      assertThat(made.checksums().whole(ChecksumAlgorithm.CRC64_ECMA))
          .isEqualTo(look(store, source("parts")).checksums().whole(ChecksumAlgorithm.CRC64_ECMA));
    }
  }

  @Test
  default void nothingIsVisibleBeforeItIsCompleted() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      harness().put(source("hidden"), content(threeParts(store), 41), PLAIN);
      UploadHandle upload = initiate(store, destination("hidden"));
      copyParts(store, store, upload, pinned(store, source("hidden")));
      assertThat(Calls.fault(store.head(destination("hidden"), Optional.empty())).kind())
          .isEqualTo(StoreFault.Kind.NOT_FOUND);
    }
  }

  @Test
  default void partsComeInAnyOrderAndTwice() {
    try (ObjectStore first = harness().open();
        ObjectStore second = harness().open()) {
      requiresPartCopy(first);
      byte[] content = content(threeParts(first), 42);
      harness().put(source("order"), content, PLAIN);
      CopySource source = pinned(first, source("order"));
      UploadHandle upload = initiate(first, destination("order"));
      List<ByteRange> ranges = ranges(first, content.length);
      Calls.done(first.copyPart(new PartCopy(upload, 2, source, ranges.get(0))));
      List<UploadedPart> parts = new ArrayList<>();
      for (int number : List.of(3, 2, 1)) {
        PartCopy copy = new PartCopy(upload, number, source, ranges.get(number - 1));
        parts.add(Calls.done(second.copyPart(copy)));
      }
      complete(first, new UploadCompletion(upload, parts, PLAIN, DestinationRule.REPLACE));
      assertThat(harness().read(destination("order"))).isEqualTo(content);
    }
  }

  @Test
  default void partTellsItsNumberAndSize() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      long size = threeParts(store);
      harness().put(source("sizes"), content(size, 43), PLAIN);
      UploadHandle upload = initiate(store, destination("sizes"));
      List<UploadedPart> parts = copyParts(store, store, upload, pinned(store, source("sizes")));
      List<ByteRange> ranges = ranges(store, size);
      assertThat(parts).extracting(UploadedPart::partNumber).containsExactly(1, 2, 3);
      assertThat(parts)
          .extracting(UploadedPart::size)
          .containsExactlyElementsOf(Lists.transform(ranges, ByteRange::length));
    }
  }

  @Test
  default void objectHasTheCompositeETag() {
    requires(Promise.COMPOSITE_ETAG);
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      harness().put(source("etag"), content(threeParts(store), 44), PLAIN);
      UploadHandle upload = initiate(store, destination("etag"));
      List<UploadedPart> parts = copyParts(store, store, upload, pinned(store, source("etag")));
      complete(store, new UploadCompletion(upload, parts, PLAIN, DestinationRule.REPLACE));
      ETag made = look(store, destination("etag")).identity().etag();
      assertThat(CompositeEtag.of(parts)).contains(made);
    }
  }

  @Test
  default void changedSourceIsNotCopiedByPart() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      long size = threeParts(store);
      harness().put(source("changing"), content(size, 45), PLAIN);
      ETag former = pinned(store, source("changing")).etag();
      UploadHandle upload = initiate(store, destination("changing"));
      harness().put(source("changing"), content(size, 46), PLAIN);
      PartCopy copy =
          new PartCopy(
              upload,
              1,
              new CopySource(source("changing"), former, Optional.empty()),
              ranges(store, size).get(0));
      if (harness().supports(Promise.PART_COPY_IF_MATCH)) {
        assertThat(Calls.fault(store.copyPart(copy)).kind())
            .isEqualTo(StoreFault.Kind.SOURCE_CHANGED);
      } else {
        assertThat(Calls.done(store.copyPart(copy)).partNumber()).isEqualTo(1);
      }
    }
  }

  @Test
  default void deletedOrAbsentSourceIsNotFoundByPart() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      UploadHandle upload = initiate(store, destination("absent"));
      CopySource absent = new CopySource(source("absent"), ETag.of("0"), Optional.empty());
      PartCopy copy = new PartCopy(upload, 1, absent, ranges(store, threeParts(store)).get(0));
      assertThat(Calls.fault(store.copyPart(copy)).kind()).isEqualTo(StoreFault.Kind.NOT_FOUND);
    }
  }

  @Test
  default void olderVersionIsCopiedByParts() {
    requires(Promise.VERSIONS);
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      byte[] content = content(threeParts(store), 47);
      harness().put(source("versions"), content, PLAIN);
      CopySource older = pinned(store, source("versions"));
      harness().put(source("versions"), content(content.length, 48), PLAIN);
      copyByParts(older, destination("versions"), PLAIN);
      assertThat(harness().read(destination("versions"))).isEqualTo(content);
    }
  }

  @Test
  default void rangePastTheEndIsRefused() {
    requires(Promise.RANGE_PAST_END_REFUSED);
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      long size = threeParts(store);
      harness().put(source("end"), content(size, 49), PLAIN);
      CopySource source = pinned(store, source("end"));
      UploadHandle upload = initiate(store, destination("end"));
      for (ByteRange beyond : List.of(new ByteRange(0, size), new ByteRange(size, size + 9))) {
        assertThat(Calls.fault(store.copyPart(new PartCopy(upload, 1, source, beyond))).kind())
            .isEqualTo(StoreFault.Kind.INVALID);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(OddKey.class)
  default void oddKeyIsCopiedByPart(OddKey odd) {
    odd.promises().forEach(this::requires);
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      StoreLimits limits = store.profile().limits();
      ObjectLocation source = odd.under(harness().source(), limits);
      ObjectLocation destination = odd.under(harness().destination(), limits);
      byte[] content = content(limits.minPartSize() + 1, 50);
      harness().put(source, content, PLAIN);
      copyByParts(pinned(store, source), destination, PLAIN);
      assertThat(harness().read(destination)).isEqualTo(content);
    }
  }

  @Test
  default void keyAndFolderOfOneNameAreTwoObjects() {
    requires(Promise.KEY_AND_FOLDER);
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      byte[] content = content(2 * (store.profile().limits().minPartSize() + 1), 51);
      byte[] outer = Arrays.copyOf(content, content.length / 2);
      byte[] inner = Arrays.copyOfRange(content, content.length / 2, content.length);
      harness().put(source("x"), outer, PLAIN);
      harness().put(source("x/y"), inner, PLAIN);
      copyByParts(pinned(store, source("x")), destination("x"), PLAIN);
      copyByParts(pinned(store, source("x/y")), destination("x/y"), PLAIN);
      assertThat(harness().read(destination("x"))).isEqualTo(outer);
      assertThat(harness().read(destination("x/y"))).isEqualTo(inner);
    }
  }

  private static UploadHandle initiate(ObjectStore store, ObjectLocation destination) {
    ObjectMetadata metadata = PLAIN;
    return Calls.done(
        store.initiate(new UploadRequest(destination, metadata, DestinationRule.REPLACE)));
  }
}
