package org.bucketcopy.job.stores.s3;

import java.util.EnumSet;
import org.bucketcopy.job.servers.RgwServer;
import org.bucketcopy.planner.store.Promise;
import org.bucketcopy.planner.store.StoreContract;
import org.bucketcopy.planner.store.StoreHarness;
import org.junit.jupiter.api.BeforeAll;

/** The contract on Ceph RGW 16.2.15. */
class RgwStoreTest implements StoreContract {
  private static final class Shared {
    static final S3Harness.Server SERVER =
        S3Harness.Server.of(
            RgwServer.shared().access(),
            EnumSet.of(
                Promise.PART_COPY_IF_MATCH,
                Promise.COPY_OBJECT_IF_MATCH,
                Promise.COMPLETE_NAMES_ETAG,
                Promise.COMPLETE_SEES_GONE,
                Promise.COMPLETE_IF_ABSENT,
                Promise.COPY_OBJECT_IF_ABSENT,
                Promise.TAGS_AT_INITIATE,
                Promise.PERCENT_KEYS),
            "+COMPOSITE_ETAG");
  }

  private final StoreHarness harness = new S3Harness(Shared.SERVER);

  @BeforeAll
  static void needsRgw() {
    RgwServer.assumeInstalled();
  }

  @Override
  public StoreHarness harness() {
    return harness;
  }
}
