package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.EmbeddedS3;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.Promise;
import org.bucketcopy.planner.store.StoreContract;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreHarness;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The contract on S3Proxy 4.1.0. */
class EmbeddedS3StoreTest implements StoreContract {
  private static final EmbeddedS3 S3 = EmbeddedS3.inMemory();
  private static final S3Harness.Server SERVER =
      S3Harness.Server.of(
          S3.access(),
          EnumSet.of(
              Promise.COPY_OBJECT_IF_ABSENT,
              Promise.UNKNOWN_UPLOAD_REFUSED,
              Promise.LIST_PARTS_SEES_GONE,
              Promise.TAGS,
              Promise.TAGS_AT_INITIATE,
              Promise.TAGGING_DIRECTIVE,
              Promise.STORAGE_CLASS,
              Promise.EXPIRES_HEADER,
              Promise.UTF8_ORDER,
              Promise.DOUBLE_SLASH_KEYS,
              Promise.LEADING_SLASH_KEYS,
              Promise.TRAILING_SLASH_KEYS,
              Promise.DOT_SEGMENT_KEYS,
              Promise.CONTROL_CHARACTER_KEYS,
              Promise.KEY_AND_FOLDER,
              Promise.NON_ASCII_METADATA),
          "+PART_COPY_IF_MATCH",
          "+COPY_OBJECT_IF_MATCH",
          "+COMPLETE_IF_ABSENT",
          "+COMPOSITE_ETAG",
          "-TAGS",
          "-LEADING_SLASH_KEYS");

  private final StoreHarness harness = new S3Harness(SERVER);

  @Override
  public StoreHarness harness() {
    return harness;
  }

  @AfterAll
  static void stop() {
    SERVER.client().close();
    S3.close();
  }

  @Test
  void tagsAreStillUnsupported() {
    harness.put(source("tagged"), content(10, 1), PLAIN);
    try (ObjectStore store = harness.open()) {
      assertThat(Calls.fault(store.tags(source("tagged"), Optional.empty())).kind())
          .isEqualTo(StoreFault.Kind.UNSUPPORTED);
      assertThat(Calls.fault(store.writeTags(source("tagged"), Map.of("a", "b"))).kind())
          .isEqualTo(StoreFault.Kind.UNSUPPORTED);
    }
  }

  @Test
  void aPartIsStillCopiedToAnUploadThatIsGone() {
    harness.put(source("late"), content(10, 2), PLAIN);
    try (ObjectStore store = harness.open()) {
      UploadHandle upload =
          Calls.done(
              store.initiate(
                  new UploadRequest(destination("late"), PLAIN, DestinationRule.REPLACE)));
      Calls.done(store.abort(upload));
      PartCopy late = new PartCopy(upload, 1, pinned(store, source("late")), new ByteRange(0, 9));
      assertThat(Calls.done(store.copyPart(late)).size()).isEqualTo(10);
    }
  }

  @Test
  void objectCopyStillIgnoresTheConditionOnItsDestination() {
    harness.put(source("new"), content(10, 3), PLAIN);
    harness.put(destination("old"), content(10, 4), PLAIN);
    try (ObjectStore store = harness.open()) {
      Calls.done(
          store.copyObject(
              new ObjectCopy(
                  pinned(store, source("new")),
                  destination("old"),
                  Optional.empty(),
                  DestinationRule.MUST_BE_ABSENT)));
      assertThat(harness.read(destination("old"))).isEqualTo(content(10, 3));
    }
  }
}
