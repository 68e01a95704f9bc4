package org.bucketcopy.job.transfer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.CopyRoute;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.UploadRules;
import org.bucketcopy.planner.source.SourceFiles;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * The transfers of one run, from the start of each object to the end of the last upload: the one
 * way into this room. Thread-safe.
 */
public final class Transfers {
  private final Uploads uploads;
  private final Starter starter;

  /** The multipart uploads of a run, whatever their parts are made of. */
  private record Uploads(
      EarlierUploads earlier,
      OrphanedUploads orphans,
      UploadSettler settler,
      UploadStarter starter,
      Starting starting) {
    static Uploads of(
        ObjectStore destination, EarlierWork work, TransferRun run, InstantSource clock) {
      EarlierUploads earlier = new EarlierUploads(destination, work.uploads(), run);
      OrphanedUploads orphans =
          new OrphanedUploads(destination, run.journal(), work.intents(), clock, run.timer());
      UploadSettler settler = new UploadSettler(destination, run);
      return new Uploads(
          earlier,
          orphans,
          settler,
          new UploadStarter(destination, earlier, orphans, settler, run),
          new Starting(run));
    }
  }

  private Transfers(Uploads uploads, Starter starter) {
    this.uploads = uploads;
    this.starter = starter;
  }

  /**
   * Copies of objects, which go as the planner says.
   *
   * @param stores the stores of the copy
   * @param planner plans an object again whose source has changed since it was listed
   * @param rules what the user wants
   * @param work what the journal holds of earlier drivers
   * @param run what all transfers share
   * @param clock the time of day
   */
  public static Transfers copying(
      StorePair stores,
      CopyPlanner planner,
      CopyRules rules,
      EarlierWork work,
      TransferRun run,
      InstantSource clock) {
    Uploads uploads = Uploads.of(stores.destination(), work, run, clock);
    boolean relays = planner.route() == CopyRoute.RELAY;
    SourceLook.OriginOfCopy origin =
        relays ? RelayedMetadata.of(stores, rules)::origin : object -> object;
    return new Transfers(
        uploads,
        new CopyStarter(
            new SourceLook(stores.source(), origin, planner, rules, run.tokens()),
            new EarlierCopies(
                stores, rules, new EarlierObjects(stores.destination(), work, uploads.earlier())),
            relays ? new RelayedWholes(stores, rules, run) : new WholeObjects(stores, rules, run),
            uploads.starter(),
            uploads.starting()));
  }

  /**
   * Uploads of files.
   *
   * @param destination the store that holds the objects
   * @param files looks at files
   * @param rules what the user wants
   * @param work what the journal holds of earlier drivers
   * @param run what all transfers share
   * @param clock the time of day
   */
  public static Transfers uploading(
      ObjectStore destination,
      SourceFiles files,
      UploadRules rules,
      EarlierWork work,
      TransferRun run,
      InstantSource clock) {
    Uploads uploads = Uploads.of(destination, work, run, clock);
    return new Transfers(
        uploads,
        new FileStarter(
            new FileStarter.Source(files, rules, new WholeFiles(destination, rules, run)),
            new EarlierFiles(
                new EarlierObjects(destination, work, uploads.earlier()), rules.ifExists()),
            uploads.starter(),
            uploads.starting(),
            run.tokens()));
  }

  /**
   * Starts one object; waits while enough work is ahead of the executors.
   *
   * @throws InterruptedException if the run is to stop; the object was not started then
   */
  public void start(ObjectPlan plan) throws InterruptedException {
    starter.start(plan);
  }

  /** Whether what is there may be a wrong copy of ours, however much it looks like a right one. */
  public boolean doubts(ObjectPlan plan) {
    return starter.doubts(plan);
  }

  /**
   * Waits until no upload is being started, for so long at most.
   *
   * @return the number of those that still are, each of which may be open already
   * @throws InterruptedException if the caller is to stop
   */
  public int awaitStarted(Duration most) throws InterruptedException {
    return uploads.starting().await(most);
  }

  /**
   * Looks for the uploads that lost answers may have left and aborts them. To be called when no
   * Initiate is under way.
   */
  public CompletionStage<Void> abortOrphans() {
    return uploads.orphans().abortAll();
  }

  /**
   * Aborts the uploads of earlier drivers that nobody has resumed: their objects are there already,
   * or are not to be copied any more.
   *
   * @return the number of those that could not be aborted; they stay in the journal
   */
  public CompletionStage<Integer> abortUnclaimed() {
    return uploads.earlier().abandonUnclaimed();
  }

  /** Number of uploads of earlier drivers that nobody has resumed. */
  public int unclaimed() {
    return uploads.earlier().unclaimed();
  }

  /**
   * For a run that ends early and leaves no journal: aborts all uploads that are not being
   * completed, and from now on each that is started.
   */
  public void abortAll() {
    uploads.settler().abortAll();
  }

  /** Completes when each upload whose parts are all in now is open no more, or given up. */
  public CompletionStage<Void> allCompleted() {
    return uploads.settler().allCompleted();
  }

  /**
   * Completes when each upload that is open now is so no more, or cannot be aborted, and no object
   * is being deleted that is not right.
   */
  public CompletionStage<Void> allEnded() {
    CompletionStage<Void> removed = starter.allRemoved();
    return uploads.settler().allEnded().thenCompose(ended -> removed);
  }

  /**
   * Nobody waits any more for the end of what is open.
   *
   * @return the number of uploads that may be open: of this driver, of earlier ones, and orphans
   */
  public int giveUp() {
    return uploads.settler().giveUp()
        + uploads.earlier().unclaimed()
        + uploads.orphans().suspected();
  }
}
