package org.bucketcopy.job.journal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;

/** Where a run notes what it leaves at the destination store, so that nothing is left for good. */
public interface UploadJournal {
  /** The journal of a run without a run directory: keeps nothing. */
  UploadJournal NONE =
      new UploadJournal() {
        @Override
        public CompletionStage<Void> intended(UploadIntent intent) {
          return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> withdrawn(UploadIntent intent) {
          return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> initiated(UploadRecord upload) {
          return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> ended(UploadRecord upload) {
          return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> copied(ObjectLocation object, ETag etag) {
          return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> distrusted(ObjectLocation object, ETag etag) {
          return CompletableFuture.completedStage(null);
        }
      };

  /**
   * Records that an upload is about to be initiated, before it is.
   *
   * @return completes, on any thread, when the record is durable; fails with an {@link
   *     java.io.IOException} if it may not be, and then nothing can be recorded any more
   */
  CompletionStage<Void> intended(UploadIntent intent);

  /**
   * Records that an intent has left no upload behind.
   *
   * @return as with {@link #ended}
   */
  CompletionStage<Void> withdrawn(UploadIntent intent);

  /**
   * Records an upload, which also settles the intent with its token.
   *
   * @return as with {@link #intended}
   */
  CompletionStage<Void> initiated(UploadRecord upload);

  /**
   * Records that an upload was completed or aborted. Written with other records or within a second:
   * if it is lost, the upload is looked at once more.
   *
   * @return as with {@link #intended}
   */
  CompletionStage<Void> ended(UploadRecord upload);

  /**
   * Records that a whole object was copied whose copy has another ETag than its source, so that the
   * resumed run knows it. Written as {@link #ended} is.
   *
   * @return as with {@link #intended}
   */
  CompletionStage<Void> copied(ObjectLocation object, ETag etag);

  /**
   * Records that what is at {@code object} with this ETag is a wrong copy that could not be
   * deleted, so that no later run takes it for a copy.
   *
   * @return as with {@link #intended}
   */
  CompletionStage<Void> distrusted(ObjectLocation object, ETag etag);
}
