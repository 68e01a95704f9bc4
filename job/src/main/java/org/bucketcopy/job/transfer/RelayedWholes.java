package org.bucketcopy.job.transfer;

import com.google.common.collect.ImmutableList;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.relay.RelayedObject;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The relays of whole objects, by one GetObject and one PutObject each. Each object is marked with
 * a token, as one made of parts is. Thread-safe.
 */
final class RelayedWholes implements Wholes {
  private final CopyRules rules;
  private final RelayedMetadata metadata;
  private final Supplier<UploadToken> tokens;
  private final WorkQueue queue;
  private final Results results;
  private final FailedPuts failures;
  private final Proof proof;

  /**
   * @param stores the stores of the copy
   * @param rules what the user wants
   * @param run what all transfers share
   */
  RelayedWholes(StorePair stores, CopyRules rules, TransferRun run) {
    this.rules = rules;
    this.metadata = RelayedMetadata.of(stores, rules);
    this.tokens = run.tokens();
    this.queue = run.queue();
    this.results = run.results();
    this.failures = new FailedPuts(stores.destination(), run);
    this.proof = Proof.ofSent(stores.destination().profile());
  }

  /** All that an object carries comes with its bytes. */
  @Override
  public boolean needLook() {
    return false;
  }

  @Override
  public void add(CopyPair pair) {
    RelayedMetadata.StorageClass storageClass = metadata.storageClass(pair.storageClass());
    UploadToken token = tokens.get();
    ObjectMetadata given = token.addTo(rules.given().withStorageClass(storageClass.name()));
    ObjectPut put = new ObjectPut(pair.destination(), given, rules.destination());
    TagRule tags = rules.copiesTags() ? rules.tags() : TagRule.NONE;
    add(
        new RelayedWhole(
            this,
            pair,
            new RelayedWhole.Call(put, token, tags, storageClass.loss().stream().toList()),
            /* repeated= */ false));
  }

  @Override
  public void add(CopyPair pair, ObjectInfo looked) {
    add(pair);
  }

  private void add(RelayedWhole object) {
    queue.add(object, object.pair().source().size());
  }

  /** An executor is given the object; never blocks. */
  void begun(RelayedWhole object) {
    results.begun(object.pair());
  }

  /** The store has answered that it holds the object, and what was read has arrived. */
  void relayed(RelayedWhole object, RelayedObject made) {
    results.sent(object.pair().source().size());
    results.copiedWhole(
        object.pair(),
        ImmutableList.<String>builder()
            .addAll(object.call().losses())
            .addAll(made.losses())
            .build(),
        proof);
  }

  /** The store has not answered so, or the source could not be read. */
  void failed(RelayedWhole object, StoreFault fault) {
    failures.settle(object, isOfTags(object.call(), fault) ? Tagging.required(fault) : fault);
  }

  private static boolean isOfTags(RelayedWhole.Call call, StoreFault fault) {
    return call.tags() == TagRule.REQUIRED && fault.operation() == StoreOperation.READ_TAGS;
  }

  /** Sends the object once more. */
  void again(RelayedWhole object) {
    queue.announce(1);
    add(object);
  }

  @Override
  public CompletionStage<Void> allRemoved() {
    return failures.allRemoved();
  }
}
