package org.bucketcopy.job.stores.s3;

import java.util.EnumSet;
import org.bucketcopy.job.servers.EmbeddedS3;
import org.bucketcopy.planner.store.Promise;
import org.bucketcopy.planner.store.StoreContract;
import org.bucketcopy.planner.store.StoreHarness;
import org.junit.jupiter.api.AfterAll;

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
}
