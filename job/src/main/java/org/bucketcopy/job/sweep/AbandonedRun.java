package org.bucketcopy.job.sweep;

import com.google.common.collect.Lists;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.LockRule;
import org.bucketcopy.job.journal.Recovery;
import org.bucketcopy.job.journal.RunDirectory;
import org.bucketcopy.job.journal.RunLockedException;
import org.bucketcopy.job.journal.UploadIntent;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.transfer.OrphanedUploads;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.thread.Machine;

/** The run of a directory that nobody resumes, locked while its uploads are swept. */
final class AbandonedRun implements AutoCloseable {
  /** Why the lock is not held any more; empty while it is. */
  private static final class LostLock {
    private volatile Optional<String> reason = Optional.empty();
  }

  private final RunDirectory directory;
  private final Recovery found;
  private final LostLock lost;
  private final InstantSource clock;
  private final Map<UploadHandle, UploadRecord> records = new LinkedHashMap<>();
  private final Set<UploadHandle> open = ConcurrentHashMap.newKeySet();
  private int intentsOpen;

  private AbandonedRun(RunDirectory directory, LostLock lost, InstantSource clock) {
    this.directory = directory;
    this.found = directory.journal().recovered();
    this.lost = lost;
    this.clock = clock;
    for (UploadRecord record : found.uploads().values()) {
      records.put(record.handle(), record);
    }
    open.addAll(records.keySet());
    intentsOpen = found.intents().size();
  }

  /**
   * Locks a run directory and opens its journal.
   *
   * @param machine where time and threads come from
   * @return empty if there is no journal, and then there is nothing to sweep
   * @throws RunLockedException if its driver is alive; the message says who holds the lock
   * @throws IOException as in {@link RunDirectory#toSweep}
   */
  static Optional<AbandonedRun> open(
      Path directory, Configuration configuration, LockRule rule, Machine machine)
      throws IOException {
    LostLock lost = new LostLock();
    return RunDirectory.toSweep(
            directory, configuration, rule, reason -> lost.reason = Optional.of(reason), machine)
        .map(opened -> new AbandonedRun(opened, lost, machine.clock()));
  }

  /** The buckets of all that the run may have left open. */
  Set<Bucket> buckets() {
    return Stream.concat(
            records.keySet().stream().map(UploadHandle::destination),
            found.intents().stream().map(UploadIntent::destination))
        .map(ObjectLocation::bucket)
        .collect(Collectors.toSet());
  }

  /** The uploads that were open when the directory was opened, as far as their ids are known. */
  Collection<UploadHandle> uploads() {
    return records.keySet();
  }

  /** Number of the journal's records that could not be read: uploads in them are not known. */
  int damaged() {
    return found.damaged();
  }

  /** Records that an upload is not open any more. */
  void ended(UploadHandle upload) {
    Optional.ofNullable(records.get(upload)).ifPresent(directory.journal()::ended);
    open.remove(upload);
  }

  /**
   * Aborts the uploads whose ids the run has never received.
   *
   * @param stores the store of each of {@link #buckets}
   * @param timer waits for the pauses of aborts
   * @return the number of those that may still be open; they stay in the journal
   * @throws InterruptedException if the caller is to stop
   */
  int abortOrphans(Map<Bucket, ObjectStore> stores, ScheduledExecutorService timer)
      throws InterruptedException {
    int unsettled = 0;
    for (List<UploadIntent> some : Lists.partition(found.intents(), UploadSweeper.IN_FLIGHT)) {
      for (Map.Entry<Bucket, ObjectStore> store : stores.entrySet()) {
        unsettled += abortOrphans(some, store.getKey(), store.getValue(), timer);
      }
    }
    intentsOpen = unsettled;
    return unsettled;
  }

  private int abortOrphans(
      List<UploadIntent> intents, Bucket bucket, ObjectStore store, ScheduledExecutorService timer)
      throws InterruptedException {
    List<UploadIntent> there =
        intents.stream().filter(intent -> intent.destination().bucket().equals(bucket)).toList();
    if (obstacle().isPresent()) {
      return there.size();
    }
    OrphanedUploads orphans = new OrphanedUploads(store, directory.journal(), there, clock, timer);
    Answers.await(orphans.abortAll(), StoreOperation.LIST_UPLOADS, bucket);
    return orphans.suspected();
  }

  /**
   * Why these are not the stores in which the run left its uploads: another service's upload of the
   * same name is another upload.
   *
   * @param stores the store of each of {@link #buckets}
   * @return empty if they are
   */
  Optional<String> wrongService(Map<Bucket, ObjectStore> stores) {
    String own = found.header().service().orElse("a service that its journal does not name");
    return stores.values().stream()
        .map(store -> store.profile().service())
        .filter(service -> !service.equals(own))
        .findAny()
        .map(
            service ->
                directory + " is the run of " + own + ", and the settings lead to " + service);
  }

  /** Number of uploads that may be open and whose ids are not known. */
  int intentsOpen() {
    return intentsOpen;
  }

  /** Number of uploads that may be open, those whose ids are not known included. */
  int open() {
    return open.size() + intentsOpen;
  }

  /** Why nothing of this run may be aborted any more; empty while it may. */
  Optional<String> obstacle() {
    return lost.reason;
  }

  /**
   * Removes the journal if nothing in it is open any more; it stays for a later sweep otherwise.
   *
   * @throws IOException if it cannot be removed
   */
  void settle() throws IOException {
    if (open.isEmpty() && intentsOpen == 0 && obstacle().isEmpty()) {
      directory.journal().finish();
    }
  }

  /** Closes the journal and gives the lock back. */
  @Override
  public void close() {
    directory.close();
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
