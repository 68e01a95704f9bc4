package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.servers.RgwServer;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.Promise;
import org.bucketcopy.planner.store.StoreContract;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreHarness;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
                Promise.TAGGING_DIRECTIVE,
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

  @Test
  void partCopyStillDecodesKeysTwice() {
    ObjectLocation source = source("lit%2Fpct%41");
    harness.put(source, content(10, 1), PLAIN);
    try (ObjectStore store = harness.open()) {
      UploadHandle upload = Calls.done(store.initiate(replacing("percent")));
      PartCopy copy = new PartCopy(upload, 1, pinned(store, source), new ByteRange(0, 9));
      assertThat(Calls.fault(store.copyPart(copy)).kind()).isEqualTo(StoreFault.Kind.NOT_FOUND);
    }
  }

  @Test
  void conditionsOnTheDestinationAreStillIgnored() {
    harness.put(source("new"), content(10, 2), PLAIN);
    harness.put(destination("old"), content(10, 3), PLAIN);
    try (ObjectStore store = harness.open()) {
      CopySource source = pinned(store, source("new"));
      Calls.done(
          store.copyObject(
              new ObjectCopy(
                  source, destination("old"), Optional.empty(), DestinationRule.MUST_BE_ABSENT)));
      UploadHandle upload = Calls.done(store.initiate(replacing("old")));
      UploadedPart part =
          Calls.done(store.copyPart(new PartCopy(upload, 1, source, new ByteRange(0, 9))));
      complete(
          store,
          new UploadCompletion(upload, List.of(part), PLAIN, DestinationRule.MUST_BE_ABSENT));
      assertThat(harness.read(destination("old"))).isEqualTo(content(10, 2));
    }
  }

  private UploadRequest replacing(String name) {
    return new UploadRequest(destination(name), PLAIN, DestinationRule.REPLACE);
  }
}
