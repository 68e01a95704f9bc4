package org.bucketcopy.job.run;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.stores.registry.RetriedStores;
import org.bucketcopy.job.transfer.EarlierWork;
import org.bucketcopy.job.transfer.TransferRun;
import org.bucketcopy.job.transfer.Transfers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.CopyRoute;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.source.Candidates;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreProfile;

/** What a command transfers: all in which one that transfers differs from another. */
public interface RunSource {
  /** What is to be done with it. */
  TransferSettings transfer();

  /** What one entry is called, for messages: an object, a file. */
  String entry();

  /** The buckets that are read, beside the destination's. */
  Set<Bucket> buckets();

  /** Of these, the ones that executors may have to read. */
  Set<Bucket> readByExecutors();

  /**
   * Opens the source; touches nothing.
   *
   * @param stores the driver's stores
   * @throws IllegalArgumentException if a setting of a store is wrong
   */
  Opened open(RetriedStores stores);

  /** A source that is open. */
  interface Opened {
    /**
     * Finds out, before anything is touched, whether the run can be made.
     *
     * @param destination the store of the destination
     * @return what the user has to know although it can, a sentence each
     * @throws RefusedException if it cannot
     * @throws InterruptedException if the run is to stop
     */
    List<String> check(ObjectStore destination) throws RefusedException, InterruptedException;

    /**
     * Finds out by what it does at the destination what no look shows. Leaves nothing visible. Only
     * after {@link #check}, and of a run that is to transfer.
     *
     * @param journal where it is noted what is left there if the driver dies
     * @return what the user has to know, a sentence each
     * @throws RefusedException if the run cannot be made
     * @throws InterruptedException if the run is to stop
     */
    default List<String> probe(UploadJournal journal)
        throws RefusedException, InterruptedException {
      return List.of();
    }

    /** Which way copies go; empty of what is no copy. Only after {@link #check}. */
    default Optional<CopyRoute> route() {
      return Optional.empty();
    }

    /**
     * What decides how each entry comes to its destination. Only after {@link #check}.
     *
     * @param destination the store of the destination
     * @param wanted by the user
     */
    default CopyPlanner planner(StoreProfile destination, PlanSettings wanted) {
      return new CopyPlanner(destination, wanted, route().orElse(CopyRoute.SERVER_SIDE));
    }

    /**
     * How an entry comes to its destination.
     *
     * @param pair as the source shows it
     */
    default ObjectPlan plan(CopyPlanner planner, TransferPair pair) {
      return planner.plan(pair);
    }

    /**
     * What {@link #check} has decided in place of the user, as an option with its value: a run is
     * resumed only where the same is decided.
     */
    default Map<String, String> decided() {
      return Map.of();
    }

    /** Uploads that {@link #probe} has made and could not abort. */
    default int leftOpen() {
      return 0;
    }

    /** What is read of entries beside their bytes. */
    SourceReads reads();

    /**
     * All that the run has to look at. Only after {@link #check}, once.
     *
     * @param destination the store of the destination
     */
    Candidates candidates(ObjectStore destination);

    /**
     * What transfers the entries.
     *
     * @param destination the store of the destination
     * @param planner plans an entry again that has changed
     * @param work what the journal holds of earlier drivers
     * @param run what all transfers share
     * @param clock the time of day
     */
    Transfers transfers(
        ObjectStore destination,
        CopyPlanner planner,
        EarlierWork work,
        TransferRun run,
        InstantSource clock);
  }
}
