package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.junit.jupiter.api.Test;

/** One state of an object is deleted, and no other. */
public interface DeletionContract extends ContractTest {
  @Test
  default void theStateThatWasSeenIsDeleted() {
    ObjectLocation object = destination("wrong");
    harness().put(object, content(50, 120), PLAIN);
    try (ObjectStore store = harness().open()) {
      Calls.done(store.delete(object, look(store, object).identity()));

      assertThat(Calls.fault(store.head(object, Optional.empty())).kind())
          .isEqualTo(StoreFault.Kind.NOT_FOUND);
    }
  }

  @Test
  default void whatWasWrittenSinceStays() {
    ObjectLocation object = destination("written-again");
    harness().put(object, content(50, 121), PLAIN);
    try (ObjectStore store = harness().open()) {
      ObjectIdentity seen = look(store, object).identity();
      harness().put(object, content(50, 122), PLAIN);
      ObjectIdentity unversioned =
          new ObjectIdentity(seen.etag(), Optional.empty(), seen.size(), seen.lastModified());

      assertThat(Calls.fault(store.delete(object, unversioned)).kind())
          .isEqualTo(StoreFault.Kind.CONFLICT);
      assertThat(harness().read(object)).isEqualTo(content(50, 122));
    }
  }

  @Test
  default void whatIsGoneIsDeleted() {
    ObjectLocation object = destination("gone");
    harness().put(object, content(50, 123), PLAIN);
    try (ObjectStore store = harness().open()) {
      ObjectIdentity seen = look(store, object).identity();
      Calls.done(store.delete(object, seen));

      Calls.done(store.delete(object, seen));
    }
  }

  @Test
  default void theVersionBeforeComesBack() {
    requires(Promise.VERSIONS);
    ObjectLocation object = source("versions");
    harness().put(object, content(50, 124), PLAIN);
    try (ObjectStore store = harness().open()) {
      harness().put(object, content(50, 125), PLAIN);

      Calls.done(store.delete(object, look(store, object).identity()));

      assertThat(harness().read(object)).isEqualTo(content(50, 124));
    }
  }
}
