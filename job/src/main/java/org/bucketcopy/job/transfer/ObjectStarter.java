package org.bucketcopy.job.transfer;

import com.google.common.collect.Sets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.plan.CopyByParts;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.CopyWhole;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Guarded;

/**
 * Starts the copy of each planned object: a whole one goes to the queue as it is; for one by parts
 * the source is looked at, its metadata and tags read, and the upload initiated, a bounded number
 * ahead of the executors.
 */
public final class ObjectStarter {
  /** Uploads that are being initiated at a time. */
  private static final int STARTING = 256;

  /** By part, these would not copy what the user sees as the object. */
  private static final Set<ObjectTrait> ONLY_WHOLE =
      Sets.immutableEnumSet(ObjectTrait.APPENDABLE, ObjectTrait.SYMLINK);

  private final ObjectStore source;
  private final SourceTags tags;
  private final CopyPlanner planner;
  private final DestinationRule rule;
  private final WorkQueue queue;
  private final Results results;
  private final UploadStarter uploads;
  private final UploadSettler settler;
  private final WholeObjects wholes;
  private final EarlierCopies earlier;
  private final Semaphore starting = new Semaphore(STARTING);

  /**
   * @param source the store to read from, as the driver sees it
   * @param tags reads the tags of its objects
   * @param planner plans an object again whose source has changed since it was listed
   * @param rule what to do to objects at the destination
   * @param queue where work for executors goes
   * @param results told what became of each object
   * @param uploads starts the uploads of objects that are copied by parts
   * @param settler brings them to their end
   * @param wholes copies the objects that take one call
   * @param earlier knows what earlier drivers of the run have copied
   */
  public ObjectStarter(
      ObjectStore source,
      SourceTags tags,
      CopyPlanner planner,
      DestinationRule rule,
      WorkQueue queue,
      Results results,
      UploadStarter uploads,
      UploadSettler settler,
      WholeObjects wholes,
      EarlierCopies earlier) {
    this.source = source;
    this.tags = tags;
    this.planner = planner;
    this.rule = rule;
    this.queue = queue;
    this.results = results;
    this.uploads = uploads;
    this.settler = settler;
    this.wholes = wholes;
    this.earlier = earlier;
  }

  /**
   * Starts one object; waits while enough work is ahead of the executors.
   *
   * @throws InterruptedException if the run is to stop; the object was not started then
   */
  public void start(ObjectPlan plan) throws InterruptedException {
    if (plan instanceof Refused refused) {
      refuse(refused);
    } else if (plan instanceof CopyWhole whole) {
      if (earlier.isUnseen(whole.pair())) {
        reserve(1);
        lookBefore(whole.pair());
      } else {
        queue.reserve(1);
        wholes.add(whole.pair(), Optional.empty());
      }
    } else if (plan instanceof CopyByParts byParts) {
      reserve(byParts.layout().partCount());
      startUpload(byParts);
    }
  }

  /** Waits for room in the queue, and until few enough objects are being started. */
  private void reserve(int requests) throws InterruptedException {
    queue.reserve(requests);
    try {
      starting.acquire();
    } catch (InterruptedException e) {
      queue.release(requests);
      throw e;
    }
  }

  /**
   * Waits until no upload is being started, for so long at most.
   *
   * @return the number of those that still are, each of which may be open already
   * @throws InterruptedException if the caller is to stop
   */
  public int awaitStarted(Duration most) throws InterruptedException {
    if (starting.tryAcquire(STARTING, most.toNanos(), TimeUnit.NANOSECONDS)) {
      starting.release(STARTING);
      return 0;
    }
    return STARTING - starting.availablePermits();
  }

  private void refuse(Refused refused) {
    CompletionStage<Boolean> ours =
        refused.fault().kind() == Kind.ALREADY_EXISTS && refused.pair() instanceof CopyPair pair
            ? earlier.made(pair)
            : CompletableFuture.completedStage(false);
    ours.whenComplete(
        Guarded.answer(
            (copied, failure) -> {
              if (failure == null && copied) {
                results.found(refused.pair());
              } else {
                results.failed(refused.pair(), refused.fault());
              }
            },
            results::defect));
  }

  private void lookBefore(CopyPair pair) {
    begin(
        pair,
        1,
        earlier
            .right(pair)
            .thenApply(
                right -> right ? found(pair) : reserved -> wholes.add(pair, Optional.empty())));
  }

  private void startUpload(CopyByParts plan) {
    CompletionStage<Start> start =
        earlier
            .made(plan.pair())
            .thenCompose(
                copied ->
                    copied
                        ? CompletableFuture.completedStage(found(plan.pair()))
                        : source
                            .head(plan.pair().source().location(), Optional.empty())
                            .thenCompose(info -> route(plan, info)));
    begin(plan.pair(), plan.layout().partCount(), start);
  }

  private void begin(CopyPair pair, int reserved, CompletionStage<Start> start) {
    start.whenComplete(
        Guarded.answer(
            (started, failure) -> {
              starting.release();
              if (failure == null) {
                started.accept(reserved);
              } else {
                queue.release(reserved);
                results.failed(
                    pair,
                    StoreException.faultOf(failure, StoreOperation.INITIATE, pair.destination()));
              }
            },
            results::defect));
  }

  private Start found(CopyPair pair) {
    return reserved -> {
      queue.release(reserved);
      results.found(pair);
    };
  }

  /** What to do with the object, given how many requests were reserved for it. */
  private interface Start {
    void accept(int reserved);
  }

  private CompletionStage<Start> route(CopyByParts plan, ObjectInfo info) {
    CopyPair pair = plan.pair();
    if (info.traits().contains(ObjectTrait.ARCHIVED)) {
      throw refused(Kind.ARCHIVED, pair, "it is archived: restore it, then run again");
    }
    if (!Sets.intersection(ONLY_WHOLE, info.traits()).isEmpty()) {
      return CompletableFuture.completedStage(wholeInstead(seenNow(pair, info), info));
    }
    if (pair.source().identity().sameContent(info.identity())) {
      return byParts(pair, plan.layout(), info);
    }
    CopyPair changed = seenNow(pair, info);
    ObjectPlan again = planner.plan(changed);
    if (again instanceof CopyByParts byParts) {
      return byParts(changed, byParts.layout(), info);
    }
    if (again instanceof Refused refusal) {
      throw new StoreException(refusal.fault());
    }
    return CompletableFuture.completedStage(wholeInstead(changed, info));
  }

  private static CopyPair seenNow(CopyPair pair, ObjectInfo info) {
    return new SourceObject(
            pair.source().location(), info.identity(), info.metadata().storageClass())
        .to(pair.destination(), pair.existing());
  }

  private Start wholeInstead(CopyPair pair, ObjectInfo info) {
    if (info.size() > planner.mostByOneCall(pair)) {
      throw refused(
          Kind.UNSUPPORTED,
          pair,
          "it is appendable or a link, which cannot be copied by parts, and too large for one"
              + " CopyObject");
    }
    return reserved -> {
      queue.release(reserved - 1L);
      wholes.add(pair, info.identity().versionId());
    };
  }

  private CompletionStage<Start> byParts(CopyPair pair, PartLayout layout, ObjectInfo info) {
    return tags.of(pair.source().location(), info)
        .thenCompose(
            tagged ->
                uploads.start(
                    new PlannedUpload(
                        pair,
                        tagged.info(),
                        layout,
                        uploads.freshToken(),
                        rule,
                        tagged.tagging(),
                        /* repeated= */ false,
                        /* plain= */ false)))
        .thenApply(
            upload ->
                reserved -> {
                  queue.release(reserved - (long) upload.missing());
                  settler.begin(upload);
                });
  }

  private static StoreException refused(Kind kind, CopyPair pair, String message) {
    return new StoreException(
        StoreFault.found(kind, StoreOperation.HEAD_OBJECT, pair.source().location(), message));
  }
}
