package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bucketcopy.planner.model.ObjectLocation;
import org.junit.jupiter.api.Test;

/** A destination that must be absent is not replaced. */
public interface ConditionContract extends ContractTest {
  @Test
  default void copyObjectLeavesAnExistingObject() {
    requires(Promise.COPY_OBJECT_IF_ABSENT);
    ObjectLocation destination = destination("existing");
    harness().put(source("new"), content(20, 90), PLAIN);
    harness().put(destination, content(30, 91), PLAIN);
    try (ObjectStore store = harness().open()) {
      ObjectCopy copy = carefulCopy(pinned(store, source("new")), destination);
      assertThat(Calls.fault(store.copyObject(copy)).kind())
          .isEqualTo(StoreFault.Kind.ALREADY_EXISTS);
      assertThat(harness().read(destination)).isEqualTo(content(30, 91));
    }
  }

  @Test
  default void copyObjectMakesAnAbsentObject() {
    requires(Promise.COPY_OBJECT_IF_ABSENT);
    harness().put(source("new"), content(20, 92), PLAIN);
    try (ObjectStore store = harness().open()) {
      Calls.done(store.copyObject(carefulCopy(pinned(store, source("new")), destination("new"))));
      assertThat(harness().read(destination("new"))).isEqualTo(content(20, 92));
    }
  }

  @Test
  default void completeLeavesAnObjectThatCameMeanwhile() {
    requires(Promise.COMPLETE_IF_ABSENT);
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      ObjectLocation destination = destination("meanwhile");
      UploadCompletion completion = carefulUpload(store, destination);
      harness().put(destination, content(30, 93), PLAIN);
      assertThat(Calls.fault(store.complete(completion)).kind())
          .isEqualTo(StoreFault.Kind.ALREADY_EXISTS);
      assertThat(harness().read(destination)).isEqualTo(content(30, 93));
    }
  }

  @Test
  default void completeMakesAnAbsentObject() {
    requires(Promise.COMPLETE_IF_ABSENT);
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      ObjectLocation destination = destination("absent");
      complete(store, carefulUpload(store, destination));
      assertThat(harness().read(destination)).isEqualTo(content(threeParts(store), 94));
    }
  }

  /** Whether the store decides by itself or not. */
  @Test
  default void noCopyReplacesWhatIsThereDirectlyBefore() {
    ObjectLocation destination = destination("there");
    harness().put(source("new"), content(20, 95), PLAIN);
    harness().put(destination, content(30, 96), PLAIN);
    try (ObjectStore store = harness().open()) {
      ObjectCopy copy = carefulCopy(pinned(store, source("new")), destination);
      assertThat(Calls.fault(AbsentDestination.copy(store, copy)).kind())
          .isEqualTo(StoreFault.Kind.ALREADY_EXISTS);
      assertThat(harness().read(destination)).isEqualTo(content(30, 96));
    }
  }

  private static ObjectCopy carefulCopy(CopySource source, ObjectLocation destination) {
    return new ObjectCopy(source, destination, Optional.empty(), DestinationRule.MUST_BE_ABSENT);
  }

  private UploadCompletion carefulUpload(ObjectStore store, ObjectLocation destination) {
    harness().put(source("careful"), content(threeParts(store), 94), PLAIN);
    UploadHandle upload =
        Calls.done(
            store.initiate(new UploadRequest(destination, PLAIN, DestinationRule.MUST_BE_ABSENT)));
    List<UploadedPart> parts = copyParts(store, store, upload, pinned(store, source("careful")));
    return new UploadCompletion(upload, parts, PLAIN, DestinationRule.MUST_BE_ABSENT);
  }
}
