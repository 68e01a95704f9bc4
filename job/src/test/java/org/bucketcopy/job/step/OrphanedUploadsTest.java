package org.bucketcopy.job.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UnusableEntry;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadsPage;
import org.junit.jupiter.api.Test;

final class OrphanedUploadsTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");

  private final MemoryService service = new MemoryService();
  private List<UnusableEntry> unusable = List.of();
  private final StoreDecorator store =
      new StoreDecorator(new MemoryStore(service, MemoryStore.PROFILE, 1000)) {
        @Override
        public CompletionStage<UploadsPage> openUploadsAfter(
            ObjectPrefix prefix, Optional<UploadMarker> after) {
          return super.openUploadsAfter(prefix, after)
              .thenApply(
                  page ->
                      new UploadsPage(
                          new OpenUploads(page.open().uploads(), unusable),
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

  private int unsettled() {
    UploadIntent intent = new UploadIntent(BUCKET.object("k"), "token", 0);
    OrphanedUploads orphans = new OrphanedUploads(store, UploadJournal.NONE, List.of(intent));
    orphans.abortAll().toCompletableFuture().join();
    return orphans.suspected();
  }
}
