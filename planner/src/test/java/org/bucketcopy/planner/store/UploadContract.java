package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An upload is listed while it lives and gone when it was aborted or completed. */
public interface UploadContract extends ContractTest {
  @Test
  default void newUploadHoldsNoPart() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      UploadHandle upload = start(store, destination("new"));
      assertThat(Calls.done(store.parts(upload))).isEmpty();
    }
  }

  @Test
  default void partsAreListedAsTheyWereCopied() {
    try (ObjectStore first = harness().open();
        ObjectStore second = harness().open()) {
      requiresPartCopy(first);
      harness().put(source("listed"), content(threeParts(first), 60), PLAIN);
      UploadHandle upload = start(first, destination("listed"));
      List<UploadedPart> parts = copyParts(first, second, upload, pinned(first, source("listed")));
      // The list may have checksums that no answer to a copy has.
      assertThat(Calls.done(second.parts(upload)))
          .extracting(part -> new UploadedPart(part.partNumber(), part.etag(), part.size()))
          .containsExactlyElementsOf(parts);
    }
  }

  @Test
  default void partWithAnotherETagIsInvalid() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      harness().put(source("other"), content(threeParts(store), 61), PLAIN);
      UploadHandle upload = start(store, destination("other"));
      List<UploadedPart> parts = copyParts(store, store, upload, pinned(store, source("other")));
      List<UploadedPart> wrong = new ArrayList<>(parts);
      wrong.set(
          1, new UploadedPart(2, ETag.of("0123456789abcdef0123456789abcdef"), parts.get(1).size()));
      assertThat(Calls.fault(store.complete(completion(upload, wrong))).kind())
          .isEqualTo(StoreFault.Kind.INVALID_PART);
      complete(store, completion(upload, Calls.done(store.parts(upload))));
      assertThat(harness().read(destination("other"))).isEqualTo(content(threeParts(store), 61));
    }
  }

  @Test
  default void absentPartIsInvalid() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      harness().put(source("absent"), content(threeParts(store), 62), PLAIN);
      UploadHandle upload = start(store, destination("absent"));
      List<UploadedPart> parts =
          new ArrayList<>(copyParts(store, store, upload, pinned(store, source("absent"))));
      parts.set(2, new UploadedPart(4, parts.get(2).etag(), parts.get(2).size()));
      assertThat(Calls.fault(store.complete(completion(upload, parts))).kind())
          .isEqualTo(StoreFault.Kind.INVALID_PART);
    }
  }

  @Test
  default void smallPartThatIsNotTheLastIsRefused() {
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      harness().put(source("small"), content(threeParts(store), 63), PLAIN);
      CopySource source = pinned(store, source("small"));
      UploadHandle upload = start(store, destination("small"));
      List<UploadedPart> parts = new ArrayList<>();
      for (ByteRange range : List.of(new ByteRange(0, 999), new ByteRange(1000, 1999))) {
        PartCopy copy = new PartCopy(upload, parts.size() + 1, source, range);
        parts.add(Calls.done(store.copyPart(copy)));
      }
      assertThat(Calls.fault(store.complete(completion(upload, parts))).kind())
          .isEqualTo(StoreFault.Kind.INVALID);
    }
  }

  @Test
  default void abortedUploadIsGone() {
    try (ObjectStore first = harness().open();
        ObjectStore second = harness().open()) {
      requiresPartCopy(first);
      long size = threeParts(first);
      harness().put(source("gone"), content(size, 64), PLAIN);
      CopySource source = pinned(first, source("gone"));
      UploadHandle upload = start(first, destination("gone"));
      List<UploadedPart> parts = copyParts(first, second, upload, source);
      Calls.done(first.abort(upload));
      Calls.done(second.abort(upload));
      if (harness().supports(Promise.LIST_PARTS_SEES_GONE)) {
        assertThat(Calls.fault(second.parts(upload)).kind()).isEqualTo(StoreFault.Kind.UPLOAD_GONE);
      } else {
        assertThat(Calls.done(second.parts(upload))).isEmpty();
      }
      StoreFault.Kind atComplete = Calls.fault(first.complete(completion(upload, parts))).kind();
      if (harness().supports(Promise.COMPLETE_SEES_GONE)) {
        assertThat(atComplete).isEqualTo(StoreFault.Kind.UPLOAD_GONE);
      } else {
        assertThat(atComplete.passing()).isTrue();
      }
    }
  }

  @Test
  default void abortedUploadTakesNoPart() {
    requires(Promise.UNKNOWN_UPLOAD_REFUSED);
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      long size = threeParts(store);
      harness().put(source("late"), content(size, 65), PLAIN);
      UploadHandle upload = start(store, destination("late"));
      Calls.done(store.abort(upload));
      PartCopy late =
          new PartCopy(upload, 1, pinned(store, source("late")), ranges(store, size).get(0));
      assertThat(Calls.fault(store.copyPart(late)).kind()).isEqualTo(StoreFault.Kind.UPLOAD_GONE);
    }
  }

  @Test
  default void openUploadsAreThoseUnderThePrefix() {
    try (ObjectStore first = harness().open();
        ObjectStore second = harness().open()) {
      requiresPartCopy(first);
      assertThat(Calls.done(first.openUploads(harness().destination())).uploads()).isEmpty();
      UploadHandle kept = start(first, destination("in/a"));
      UploadHandle twin = start(first, destination("in/a"));
      UploadHandle outside = start(second, destination("out/b"));
      UploadHandle aborted = start(second, destination("in/c"));
      Calls.done(first.abort(aborted));
      ObjectPrefix in = new ObjectPrefix(kept.destination().bucket(), destination("in/").key());
      List<OpenUpload> open = Calls.done(second.openUploads(in)).uploads();
      assertThat(open).extracting(OpenUpload::handle).containsExactlyInAnyOrder(kept, twin);
      assertThat(open.get(0).initiated())
          .isCloseTo(System.currentTimeMillis(), offset(TimeUnit.HOURS.toMillis(1)));
      assertThat(Calls.done(second.openUploads(harness().destination())).uploads())
          .extracting(OpenUpload::handle)
          .containsExactlyInAnyOrder(kept, twin, outside);
    }
  }

  @ParameterizedTest
  @EnumSource(OddKey.class)
  default void openUploadOfOddKeyIsListedAsItIs(OddKey odd) {
    odd.promises().forEach(this::requires);
    try (ObjectStore store = harness().open()) {
      requiresPartCopy(store);
      ObjectLocation destination = odd.under(harness().destination(), store.profile().limits());
      UploadHandle upload = start(store, destination);
      ObjectPrefix itself = new ObjectPrefix(destination.bucket(), destination.key());
      assertThat(Calls.done(store.openUploads(itself)).uploads())
          .extracting(OpenUpload::handle)
          .containsExactly(upload);
      Calls.done(store.abort(upload));
      assertThat(Calls.done(store.openUploads(itself)).uploads()).isEmpty();
    }
  }

  private static UploadHandle start(ObjectStore store, ObjectLocation destination) {
    return Calls.done(
        store.initiate(new UploadRequest(destination, PLAIN, DestinationRule.REPLACE)));
  }

  private static UploadCompletion completion(UploadHandle upload, List<UploadedPart> parts) {
    return new UploadCompletion(upload, parts, PLAIN, DestinationRule.REPLACE);
  }
}
