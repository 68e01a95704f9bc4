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
    return pair.existing()
        .filter(there -> isWritten(pair) || objects.isDoubted(pair, there))
        .isPresent();
  }

  private boolean isWritten(UploadPair pair) {
    return objects.run().filter(run -> run.maybeSince(pair.source().state())).isPresent();
  }

  /** Whether what is there looks as if the run had made it by one call: {@link #made} shows it. */
  boolean mayBeMade(UploadPair pair) {
    return objects
        .run()
        .flatMap(
            run ->
                pair.existing()
                    .filter(there -> there.size() == pair.source().size())
                    .filter(there -> !isWritten(pair) && !objects.isDoubted(pair, there))
                    .filter(there -> run.maybeSince(there.identity())))
        .isPresent();
  }

  /** As {@link EarlierObjects#made}. */
  CompletionStage<Boolean> made(UploadPair pair) {
    return isWritten(pair)
        ? CompletableFuture.completedStage(false)
        : objects.made(
            pair, unproved -> CompletableFuture.completedStage(ifExists == IfExists.FAIL));
  }
}
