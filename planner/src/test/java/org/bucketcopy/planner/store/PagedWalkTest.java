package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parts and uploads come in pages, each of which is a request. */
class PagedWalkTest {
  private static final int PAGE = 2;

  private final Bucket bucket = new Bucket("memory", "paged");
  private final ObjectLocation source = bucket.object("source");
  private final MemoryService service = new MemoryService();
  private final ScriptedFaults faults = new ScriptedFaults();
  private final RequestTally tally = new RequestTally(Ticker.systemTicker());
  private final RecordingTimer timer = new RecordingTimer();
  private final ObjectStore store =
      new RetryingStore(
          new CountingStore(
              new FaultyStore(new MemoryStore(service, MemoryStore.PROFILE, PAGE), faults), tally),
          new RetryPolicy(3, 100, 500, 800),
          timer,
          bound -> bound - 1);

  PagedWalkTest() {
    service.put(source, new byte[6 << 20], ObjectMetadata.NONE);
  }

  @AfterEach
  void stopTimer() {
    timer.close();
  }

  @Test
  void eachPageOfPartsIsARequestOfItsOwn() {
    UploadHandle upload = initiate("k");
    for (int part = 1; part <= 5; part++) {
      copyPart(upload, part);
    }
    faults.then(StoreOperation.LIST_PARTS, InjectedFault.refused(Kind.THROTTLED));

    assertThat(Calls.done(store.parts(upload)))
        .extracting(UploadedPart::partNumber)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(requests(StoreOperation.LIST_PARTS)).isEqualTo(3 + 1);
    assertThat(timer.pauses()).hasSize(1);
  }

  @Test
  void eachPageOfUploadsIsARequestOfItsOwnMadeWhenItIsAskedFor() {
    List<UploadHandle> uploads = new ArrayList<>();
    for (int key = 0; key < 5; key++) {
      uploads.add(initiate("p/" + key));
    }
    initiate("q");
    UploadWalk walk = new UploadWalk(store, new ObjectPrefix(bucket, "p/"));
    List<UploadHandle> walked = new ArrayList<>();
    for (int page = 1; !walk.ended(); page++) {
      Calls.done(walk.next()).uploads().forEach(upload -> walked.add(upload.handle()));
      assertThat(requests(StoreOperation.LIST_UPLOADS)).isEqualTo(page);
    }

    assertThat(walked).containsExactlyElementsOf(uploads);
    assertThat(requests(StoreOperation.LIST_UPLOADS)).isEqualTo(3);
    assertThat(Calls.done(store.openUploads(new ObjectPrefix(bucket, "p/"))).uploads())
        .extracting(OpenUpload::handle)
        .containsExactlyElementsOf(uploads);
  }

  @Test
  void uploadsThatAreListedAgainAndAgainEndTheWalk() {
    initiate("p/0");
    initiate("p/1");
    initiate("p/2");
    ObjectStore stuck =
        new StoreDecorator(store) {
          @Override
          public CompletionStage<UploadsPage> openUploadsAfter(
              ObjectPrefix prefix, Optional<UploadMarker> after) {
            return super.openUploadsAfter(prefix, Optional.empty());
          }

          @Override
          protected <T> CompletionStage<T> around(
              StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
            return call.get();
          }
        };
    assertThat(Calls.fault(stuck.openUploads(new ObjectPrefix(bucket, "p/"))).kind())
        .isEqualTo(Kind.UNSUPPORTED);
    assertThat(requests(StoreOperation.LIST_UPLOADS)).isEqualTo(2);
  }

  @Test
  void partsThatAreListedAgainAndAgainEndTheWalk() {
    UploadHandle upload = initiate("k");
    PartWalk walk =
        new PartWalk(
            StoreOperation.LIST_PARTS,
            upload,
            marker ->
                CompletableFuture.completedStage(
                    new PartsPage(List.of(), java.util.OptionalInt.of(1))));
    assertThat(Calls.fault(walk.all()).kind()).isEqualTo(Kind.UNSUPPORTED);
  }

  private long requests(StoreOperation operation) {
    return tally.counts().byOperation().getOrDefault(operation, 0L);
  }

  private UploadHandle initiate(String key) {
    return Calls.done(
        store.initiate(
            new UploadRequest(bucket.object(key), ObjectMetadata.NONE, DestinationRule.REPLACE)));
  }

  private void copyPart(UploadHandle upload, int number) {
    CopySource copied =
        CopySource.of(source, Calls.done(store.head(source, Optional.empty())).identity());
    Calls.done(store.copyPart(new PartCopy(upload, number, copied, new ByteRange(0, 99))));
  }
}
