package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.transfer.Starting.Start;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.plan.UploadByParts;
import org.bucketcopy.planner.plan.UploadRules;
import org.bucketcopy.planner.plan.UploadWhole;
import org.bucketcopy.planner.source.FileBlock;
import org.bucketcopy.planner.source.SourceFiles;
import org.bucketcopy.planner.source.UploadPair;
import org.bucketcopy.planner.store.StoreFault.Kind;

/**
 * Starts the upload of each planned file: a small one goes to the queue as it is, the multipart
 * upload of a large one is initiated, a bounded number ahead of the executors.
 */
final class FileStarter implements Starter {
  private final Source source;
  private final EarlierFiles earlier;
  private final UploadStarter uploads;
  private final Starting starting;
  private final Supplier<UploadToken> tokens;

  /**
   * What files are uploaded with.
   *
   * @param files looks at them
   * @param rules what the user wants
   * @param wholes uploads those that take one call
   */
  record Source(SourceFiles files, UploadRules rules, WholeFiles wholes) {}

  /**
   * @param source what files are uploaded with
   * @param earlier knows what earlier drivers of the run have uploaded
   * @param uploads starts multipart uploads
   * @param starting bounds those that are being started
   * @param tokens gives each upload of the run another one
   */
  FileStarter(
      Source source,
      EarlierFiles earlier,
      UploadStarter uploads,
      Starting starting,
      Supplier<UploadToken> tokens) {
    this.source = source;
    this.earlier = earlier;
    this.uploads = uploads;
    this.starting = starting;
    this.tokens = tokens;
  }

  @Override
  public boolean doubts(ObjectPlan plan) {
    return plan.pair() instanceof UploadPair pair && earlier.doubts(pair);
  }

  @Override
  public CompletionStage<Void> allRemoved() {
    return source.wholes().allRemoved();
  }

  @Override
  public void start(ObjectPlan plan) throws InterruptedException {
    if (plan instanceof Refused refused) {
      starting.refuse(refused, made(refused));
    } else if (plan instanceof UploadWhole whole) {
      if (earlier.mayBeMade(whole.pair())) {
        starting.reserve(1);
        starting.begin(whole.pair(), 1, unlessMade(whole.pair()));
      } else {
        starting.reserveCall();
        source.wholes().add(whole.pair());
      }
    } else if (plan instanceof UploadByParts byParts) {
      starting.reserve(byParts.layout().partCount());
      starting.begin(byParts.pair(), byParts.layout().partCount(), upload(byParts));
    } else {
      throw new IllegalArgumentException(plan + " is no plan of an upload");
    }
  }

  private CompletionStage<Boolean> made(Refused refused) {
    return refused.fault().kind() == Kind.ALREADY_EXISTS
            && refused.pair() instanceof UploadPair pair
        ? earlier.made(pair)
        : CompletableFuture.completedStage(false);
  }

  private CompletionStage<Start> unlessMade(UploadPair pair) {
    return earlier
        .made(pair)
        .thenApply(
            made -> made ? starting.found(pair) : starting.call(() -> source.wholes().add(pair)));
  }

  private CompletionStage<Start> upload(UploadByParts plan) {
    return earlier
        .made(plan.pair())
        .thenCompose(
            made ->
                made
                    ? CompletableFuture.completedStage(starting.found(plan.pair()))
                    : initiated(plan));
  }

  private CompletionStage<Start> initiated(UploadByParts plan) {
    return source
        .files()
        .blocks(plan.pair().source())
        .thenCompose(blocks -> uploads.start(planned(plan, blocks)))
        .thenApply(upload -> starting.upload(uploads, upload));
  }

  private PlannedUpload planned(UploadByParts plan, List<FileBlock> blocks) {
    return new PlannedUpload(
        new FileOrigin(
            source.files(), plan.pair(), source.rules().metadata(plan.pair().source()), blocks),
        plan.layout(),
        source.rules().ifExists().destination(),
        Tagging.under(TagRule.REQUIRED),
        UploadAttempt.first(tokens.get()));
  }
}
