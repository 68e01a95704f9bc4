package org.bucketcopy.job.transfer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.source.UploadPair;

/**
 * Finds out which objects at the destination the earlier drivers of a run have made of files. One
 * that was never proved counts only if it may not be replaced. Thread-safe.
 */
final class EarlierFiles {
  private final EarlierObjects objects;
  private final IfExists ifExists;

  /**
   * @param objects what the journal knows of the objects at the destination
   * @param ifExists what the user wants of objects that are there
   */
  EarlierFiles(EarlierObjects objects, IfExists ifExists) {
    this.objects = objects;
    this.ifExists = ifExists;
  }

  /**
   * Whether what is there may be a wrong object of ours: also of a file that was written since the
   * run was started, whose earlier driver may have died before it looked at the file again.
   */
  boolean doubts(UploadPair pair) {
    boolean written =
        objects
            .run()
            .filter(run -> pair.source().state().lastModified() >= run.began())
            .isPresent();
    return pair.existing().filter(there -> written || objects.isDoubted(pair, there)).isPresent();
  }

  /** As {@link EarlierObjects#noted}. */
  boolean noted(UploadPair pair) {
    return objects.noted(pair);
  }

  /** As {@link EarlierObjects#made}. */
  CompletionStage<Boolean> made(UploadPair pair) {
    return objects.made(
        pair, unproved -> CompletableFuture.completedStage(ifExists == IfExists.FAIL));
  }
}
