package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UnusableEntry;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadsPage;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrphanedUploadsTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");

  private final MemoryService service = new MemoryService();
  private List<UnusableEntry> unusable = List.of();
  private OptionalLong storeMillis = OptionalLong.empty();
  private final StoreDecorator store =
      new StoreDecorator(new MemoryStore(service, MemoryStore.PROFILE, 1000)) {
        @Override
        public CompletionStage<UploadsPage> openUploadsAfter(
            ObjectPrefix prefix, Optional<UploadMarker> after) {
          return super.openUploadsAfter(prefix, after)
              .thenApply(
                  page ->
                      new UploadsPage(
                          new OpenUploads(page.open().uploads(), unusable, storeMillis),
                          page.entries(),
                          page.next()));
        }

        @Override
        protected <T> CompletionStage<T> around(
            StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
          return call.get();
        }
      };

  OrphanedUploadsTest() {
    service.create(BUCKET);
  }

  @Test
  void aListThatCannotBeReadWhollyDoesNotProveThatNothingIsLeft() {
    assertThat(unsettled()).isZero();

    unusable = List.of(new UnusableEntry("k", "it is listed without an upload id"));
    assertThat(unsettled()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-180, -14, -6, 0, 6, 14, 180})
  void anUploadIsFoundThoughTheDriversClockIsAnother(long minutesAhead) {
    orphan();
    InstantSource driver = driver(minutesAhead);
    storeMillis = OptionalLong.of(System.currentTimeMillis());
    assertThat(unsettled(driver, driver.millis())).isZero();
    assertThat(service.openUploads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-14, -6, 6, 14})
  void oneIsFoundWhereTheStoreDoesNotTellTheTime(long minutesAhead) {
    orphan();
    InstantSource driver = driver(minutesAhead);
    assertThat(unsettled(driver, driver.millis())).isZero();
    assertThat(service.openUploads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-14, 14})
  void oneIsFoundByADriverWhoseClockIsRight(long minutesAhead) {
    orphan();
    storeMillis = OptionalLong.of(System.currentTimeMillis());
    assertThat(unsettled(driver(0), driver(minutesAhead).millis())).isZero();
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void anotherProgramsUploadOfTheSameObjectIsLeftAlone() {
    orphan();
    storeMillis = OptionalLong.of(System.currentTimeMillis());
    assertThat(unsettled(driver(0), driver(-60).millis())).isZero();
    assertThat(service.openUploads()).hasSize(1);
  }

  @Test
  void anInitiateThatIsAnsweredBeforeItsCallerListensIsSuspectedToo() {
    OrphanedUploads orphans = orphans(InstantSource.system(), List.of());
    UploadIntent intent = orphans.intent(BUCKET.object("k"), new UploadToken("token"));

    CompletableFuture<Void> aborted = new CompletableFuture<>();
    orphans
        .sending(
            () -> {
              orphan();
              orphans.abortAll().thenRun(() -> aborted.complete(null));
              orphans.suspect(intent);
              return CompletableFuture.completedStage(null);
            })
        .toCompletableFuture()
        .join();

    aborted.join();
    assertThat(orphans.suspected()).isZero();
    assertThat(service.openUploads()).isEmpty();
  }

  private void orphan() {
    store
        .initiate(
            new UploadRequest(BUCKET.object("k"), ObjectMetadata.NONE, DestinationRule.REPLACE))
        .toCompletableFuture()
        .join();
  }

  private static InstantSource driver(long minutesAhead) {
    return Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutesAhead));
  }

  private int unsettled() {
    return unsettled(InstantSource.system(), 0);
  }

  private int unsettled(InstantSource driver, long intended) {
    UploadIntent intent = new UploadIntent(BUCKET.object("k"), "token", intended);
    OrphanedUploads orphans = orphans(driver, List.of(intent));
    orphans.abortAll().toCompletableFuture().join();
    return orphans.suspected();
  }

  private OrphanedUploads orphans(InstantSource driver, List<UploadIntent> suspects) {
    return new OrphanedUploads(store, UploadJournal.NONE, suspects, driver, RealMachine.TIMER);
  }
}
