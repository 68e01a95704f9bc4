package org.bucketcopy.job.transfer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.planner.plan.CopyPlanner;
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
  private final EarlierUploads earlier;
  private final OrphanedUploads orphans;
  private final UploadSettler settler;
  private final UploadStarter uploads;
  private final Starting starting;
  private final Starter starter;

  private Transfers(
      ObjectStore destination,
      EarlierWork work,
      TransferRun run,
      InstantSource clock,
      Function<Transfers, Starter> starter) {
    this.earlier = new EarlierUploads(destination, work.uploads(), run);
    this.orphans =
        new OrphanedUploads(destination, run.journal(), work.intents(), clock, run.timer());
    this.settler = new UploadSettler(destination, run);
    this.uploads = new UploadStarter(destination, earlier, orphans, settler, run);
    this.starting = new Starting(run);
    this.starter = starter.apply(this);
  }

  /**
   * Copies of objects.
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
    return new Transfers(
        stores.destination(),
        work,
        run,
        clock,
        all ->
            new CopyStarter(
                new SourceLook(stores.source(), planner, rules, run.tokens()),
                new EarlierCopies(
                    stores, rules, new EarlierObjects(stores.destination(), work, all.earlier)),
                new WholeObjects(stores, rules, run),
                all.uploads,
                all.starting));
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
    return new Transfers(
        destination,
        work,
        run,
        clock,
        all ->
            new FileStarter(
                new FileStarter.Source(files, rules, new WholeFiles(destination, rules, run)),
                new EarlierFiles(
                    new EarlierObjects(destination, work, all.earlier), rules.ifExists()),
                all.uploads,
                all.starting,
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
    return starting.await(most);
  }

  /**
   * Looks for the uploads that lost answers may have left and aborts them. To be called when no
   * Initiate is under way.
   */
  public CompletionStage<Void> abortOrphans() {
    return orphans.abortAll();
  }

  /**
   * Aborts the uploads of earlier drivers that nobody has resumed: their objects are there already,
   * or are not to be copied any more.
   *
   * @return the number of those that could not be aborted; they stay in the journal
   */
  public CompletionStage<Integer> abortUnclaimed() {
    return earlier.abandonUnclaimed();
  }

  /** Number of uploads of earlier drivers that nobody has resumed. */
  public int unclaimed() {
    return earlier.unclaimed();
  }

  /**
   * For a run that ends early and leaves no journal: aborts all uploads that are not being
   * completed, and from now on each that is started.
   */
  public void abortAll() {
    settler.abortAll();
  }

  /** Completes when each upload whose parts are all in now is open no more, or given up. */
  public CompletionStage<Void> allCompleted() {
    return settler.allCompleted();
  }

  /** Completes when each upload that is open now is so no more, or cannot be aborted. */
  public CompletionStage<Void> allEnded() {
    return settler.allEnded();
  }

  /**
   * Nobody waits any more for the end of what is open.
   *
   * @return the number of uploads that may be open: of this driver, of earlier ones, and orphans
   */
  public int giveUp() {
    return settler.giveUp() + earlier.unclaimed() + orphans.suspected();
  }
}
