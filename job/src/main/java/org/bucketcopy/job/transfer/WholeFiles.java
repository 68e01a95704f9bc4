package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.plan.UploadRules;
import org.bucketcopy.planner.source.UploadPair;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Guarded;

/**
 * The uploads of whole files by one call each. Each object is marked with a token, as one made of
 * parts is: what is there after a failure can be distinguished from what somebody else has written,
 * and is deleted where it is not known to be right. Thread-safe.
 */
final class WholeFiles {
  private final UploadRules rules;
  private final Supplier<UploadToken> tokens;
  private final WorkQueue queue;
  private final Results results;
  private final UnsureObjects unsure;
  private final Proof proof;
  private final UnderWay removals = new UnderWay();

  /**
   * @param destination the store that holds the objects
   * @param rules what the user wants
   * @param run what all transfers share
   */
  WholeFiles(ObjectStore destination, UploadRules rules, TransferRun run) {
    this.rules = rules;
    this.tokens = run.tokens();
    this.queue = run.queue();
    this.results = run.results();
    this.unsure = new UnsureObjects(destination, run.journal());
    this.proof = Proof.ofSent(destination.profile());
  }

  /** Adds an announced file to the queue. */
  void add(UploadPair pair) {
    UploadToken token = tokens.get();
    ObjectPut put =
        new ObjectPut(
            pair.destination(),
            token.addTo(rules.metadata(pair.source())),
            rules.ifExists().destination());
    add(new WholeFile(this, pair, put, token, /* repeated= */ false));
  }

  private void add(WholeFile file) {
    queue.add(file, file.pair().source().size());
  }

  /** An executor is given the file; never blocks. */
  void begun(WholeFile file) {
    results.begun(file.pair());
  }

  /** The store has answered that it holds the object, and what was sent has arrived. */
  void stored(WholeFile file) {
    results.copiedWhole(file.pair(), List.of(), proof);
  }

  /**
   * Of an attempt whose answer was lost, or has shown that other bytes arrived, an object may be
   * there that is not known to be right.
   */
  void failed(WholeFile file, StoreFault fault) {
    switch (fault.kind()) {
      case CORRUPT, ALREADY_EXISTS, UNKNOWN -> remove(file, fault, !file.repeated());
      // What was stored cannot be proved as it was asked for.
      case UNSUPPORTED -> remove(file, fault, /* again= */ false);
      default -> results.failed(file.pair(), fault);
    }
  }

  /**
   * Deletes the object if it is ours.
   *
   * @param again whether its file is then uploaded once more
   */
  private void remove(WholeFile file, StoreFault fault, boolean again) {
    removals
        .until(unsure.remove(file.put(), file.token(), fault))
        .whenComplete(
            Guarded.answer(
                (left, defect) -> {
                  if (defect != null) {
                    results.failed(file.pair(), faultOf(file, defect));
                  } else if (again && left.clear()) {
                    again(file);
                  } else {
                    results.failed(file.pair(), left.fault());
                  }
                },
                results::defect));
  }

  /** Completes when no object is being deleted any more. */
  CompletionStage<Void> allRemoved() {
    return removals.ended();
  }

  private void again(WholeFile file) {
    queue.announce(1);
    add(file.again());
  }

  private static StoreFault faultOf(WholeFile file, Throwable failure) {
    return StoreException.faultOf(failure, StoreOperation.PUT_OBJECT, file.put().destination());
  }
}
