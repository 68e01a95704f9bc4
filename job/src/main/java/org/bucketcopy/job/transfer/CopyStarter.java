package org.bucketcopy.job.transfer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.transfer.SourceLook.Route;
import org.bucketcopy.job.transfer.Starting.Start;
import org.bucketcopy.planner.plan.CopyByParts;
import org.bucketcopy.planner.plan.CopyWhole;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.StoreFault.Kind;

/**
 * Starts the copy of each planned object: a whole one goes to the queue as it is, unless it is to
 * carry other metadata than its source; for others the source is looked at, its metadata and tags
 * read, and the upload initiated, a bounded number ahead of the executors.
 */
final class CopyStarter implements Starter {
  private final SourceLook look;
  private final EarlierCopies earlier;
  private final Wholes wholes;
  private final UploadStarter uploads;
  private final Starting starting;

  /**
   * @param look looks at sources that are copied by parts
   * @param earlier knows what earlier drivers of the run have copied
   * @param wholes copies the objects that take one call
   * @param uploads starts the uploads of the others
   * @param starting bounds those that are being started
   */
  CopyStarter(
      SourceLook look,
      EarlierCopies earlier,
      Wholes wholes,
      UploadStarter uploads,
      Starting starting) {
    this.look = look;
    this.earlier = earlier;
    this.wholes = wholes;
    this.uploads = uploads;
    this.starting = starting;
  }

  @Override
  public boolean doubts(ObjectPlan plan) {
    return earlier.doubts(plan);
  }

  @Override
  public CompletionStage<Void> allRemoved() {
    return wholes.allRemoved();
  }

  @Override
  public void start(ObjectPlan plan) throws InterruptedException {
    if (plan instanceof Refused refused) {
      starting.refuse(refused, made(refused));
    } else if (plan instanceof CopyWhole whole) {
      if (earlier.isUnseen(whole.pair())) {
        starting.reserve(1);
        lookBefore(whole);
      } else if (wholes.needLook()) {
        starting.reserve(1);
        starting.begin(whole.pair(), 1, routed(whole.pair(), whole));
      } else {
        starting.reserveCall();
        wholes.add(whole.pair());
      }
    } else if (plan instanceof CopyByParts byParts) {
      starting.reserve(byParts.layout().partCount());
      startUpload(byParts);
    } else {
      throw new IllegalArgumentException(plan + " is no plan of a copy");
    }
  }

  private CompletionStage<Boolean> made(Refused refused) {
    return refused.fault().kind() == Kind.ALREADY_EXISTS && refused.pair() instanceof CopyPair pair
        ? earlier.made(pair)
        : CompletableFuture.completedStage(false);
  }

  private void lookBefore(CopyWhole plan) {
    CopyPair pair = plan.pair();
    starting.begin(
        pair,
        1,
        earlier
            .right(pair)
            .thenCompose(
                right ->
                    right ? CompletableFuture.completedStage(starting.found(pair)) : copied(plan)));
  }

  private CompletionStage<Start> copied(CopyWhole plan) {
    return wholes.needLook()
        ? routed(plan.pair(), plan)
        : CompletableFuture.completedStage(starting.call(() -> wholes.add(plan.pair())));
  }

  private void startUpload(CopyByParts plan) {
    CompletionStage<Start> start =
        earlier
            .made(plan.pair())
            .thenCompose(
                copied ->
                    copied
                        ? CompletableFuture.completedStage(starting.found(plan.pair()))
                        : routed(plan.pair(), plan));
    starting.begin(plan.pair(), plan.layout().partCount(), start);
  }

  private CompletionStage<Start> routed(CopyPair pair, ObjectPlan plan) {
    return look.route(pair, plan).thenCompose(this::started);
  }

  private CompletionStage<Start> started(Route route) {
    if (route instanceof Route.ByParts byParts) {
      return uploads.start(byParts.upload()).thenApply(upload -> starting.upload(uploads, upload));
    }
    Route.Whole whole = (Route.Whole) route;
    return CompletableFuture.completedStage(
        starting.call(() -> wholes.add(whole.pair(), whole.source())));
  }
}
