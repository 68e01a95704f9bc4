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
import org.bucketcopy.planner.store.StoreFault;

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
  private final FailedPuts failures;
  private final Proof proof;

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
    this.failures = new FailedPuts(destination, run);
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
    results.sent(file.pair().source().size());
    results.copiedWhole(file.pair(), List.of(), proof);
  }

  /** The store has not answered so. */
  void failed(WholeFile file, StoreFault fault) {
    failures.settle(file, fault);
  }

  /** Completes when no object is being deleted any more. */
  CompletionStage<Void> allRemoved() {
    return failures.allRemoved();
  }

  /** Sends the file once more. */
  void again(WholeFile file) {
    queue.announce(1);
    add(file);
  }
}
