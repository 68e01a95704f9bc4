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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.RunJournal;
import org.bucketcopy.job.journal.RunLock;
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

/** The directory of a run that nobody goes on with, locked while its uploads are swept. */
public final class AbandonedRun implements AutoCloseable {
  private static final String SWEEP = "sweep";

  /** Takes the lock of a run directory. */
  private interface Locking {
    RunLock lock(AbandonedRun run) throws IOException;
  }

  private final Path directory;
  private final Map<UploadHandle, UploadRecord> records = new LinkedHashMap<>();
  private final Set<UploadHandle> open = ConcurrentHashMap.newKeySet();
  private int intentsOpen;
  private volatile Optional<String> lost = Optional.empty();
  private Optional<RunLock> lock = Optional.empty();
  private Optional<RunJournal> journal = Optional.empty();

  private AbandonedRun(Path directory) {
    this.directory = directory;
  }

  /**
   * Locks a run directory and opens its journal.
   *
   * @return empty if there is no journal, and then there is nothing to sweep
   * @throws RunLockedException if its driver is alive; the message says who holds the lock
   * @throws IOException if the directory cannot be read or written
   */
  public static Optional<AbandonedRun> open(FileSystem files, Path directory) throws IOException {
    return open(files, directory, run -> RunLock.acquire(files, directory, SWEEP, run::lockIsLost));
  }

  /** As {@link #open}, but takes the directory even from a driver that is alive. */
  public static Optional<AbandonedRun> seize(FileSystem files, Path directory) throws IOException {
    return open(files, directory, run -> RunLock.seize(files, directory, SWEEP, run::lockIsLost));
  }

  private static Optional<AbandonedRun> open(FileSystem files, Path directory, Locking locking)
      throws IOException {
    if (RunJournal.read(files, directory).isEmpty()) {
      return Optional.empty();
    }
    AbandonedRun run = new AbandonedRun(directory);
    boolean opened = false;
    try {
      run.lock = Optional.of(locking.lock(run));
      run.journal = RunJournal.resume(files, directory);
      run.journal.ifPresent(run::remember);
      opened = run.journal.isPresent();
    } finally {
      if (!opened) {
        run.close();
      }
    }
    return opened ? Optional.of(run) : Optional.empty();
  }

  private void remember(RunJournal found) {
    for (UploadRecord record : found.recovered().uploads().values()) {
      records.put(record.handle(), record);
    }
    open.addAll(records.keySet());
    intentsOpen = found.recovered().intents().size();
  }

  private void lockIsLost(String reason) {
    lost = Optional.of(reason);
  }

  /** The buckets of all that the run may have left open. */
  public Set<Bucket> buckets() {
    return Stream.concat(
            records.keySet().stream().map(UploadHandle::destination),
            intents().stream().map(UploadIntent::destination))
        .map(ObjectLocation::bucket)
        .collect(Collectors.toSet());
  }

  private List<UploadIntent> intents() {
    return journal
        .<List<UploadIntent>>map(opened -> opened.recovered().intents())
        .orElse(List.of());
  }

  /** The uploads that were open when the directory was opened, as far as their ids are known. */
  public Collection<UploadHandle> uploads() {
    return records.keySet();
  }

  /** Number of the journal's records that could not be read: uploads in them are not known. */
  public int damaged() {
    return journal.map(opened -> opened.recovered().damaged()).orElse(0);
  }

  /** Records that an upload is not open any more. */
  public void ended(UploadHandle upload) {
    Optional<UploadRecord> record = Optional.ofNullable(records.get(upload));
    record.ifPresent(known -> journal.ifPresent(opened -> opened.ended(known)));
    open.remove(upload);
  }

  /**
   * Aborts the uploads whose ids the run was never told.
   *
   * @param stores the store of each of {@link #buckets}
   * @return the number of those that may still be open; they stay in the journal
   * @throws InterruptedException if the caller is to stop
   */
  public int abortOrphans(Map<Bucket, ObjectStore> stores) throws InterruptedException {
    int unsettled = 0;
    for (List<UploadIntent> some : Lists.partition(intents(), UploadSweeper.IN_FLIGHT)) {
      for (Map.Entry<Bucket, ObjectStore> store : stores.entrySet()) {
        unsettled += abortOrphans(some, store.getKey(), store.getValue());
      }
    }
    intentsOpen = unsettled;
    return unsettled;
  }

  private int abortOrphans(List<UploadIntent> intents, Bucket bucket, ObjectStore store)
      throws InterruptedException {
    List<UploadIntent> there =
        intents.stream().filter(intent -> intent.destination().bucket().equals(bucket)).toList();
    if (lost.isPresent()) {
      return there.size();
    }
    OrphanedUploads orphans =
        new OrphanedUploads(store, journal.orElseThrow(), there, InstantSource.system());
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
  public Optional<String> wrongService(Map<Bucket, ObjectStore> stores) {
    String own =
        journal
            .flatMap(opened -> opened.recovered().header().service())
            .orElse("a service that its journal does not tell");
    return stores.values().stream()
        .map(store -> store.profile().service())
        .filter(service -> !service.equals(own))
        .findAny()
        .map(
            service ->
                directory + " is the run of " + own + ", and the settings lead to " + service);
  }

  /** Number of uploads that may be open and whose ids are not known. */
  public int intentsOpen() {
    return intentsOpen;
  }

  /** Number of uploads that may be open, those whose ids are not known included. */
  public int open() {
    return open.size() + intentsOpen;
  }

  /** Why nothing of this run may be aborted any more; empty while it may. */
  public Optional<String> obstacle() {
    return lost;
  }

  /**
   * Removes the journal if nothing in it is open any more; it stays for a later sweep otherwise.
   *
   * @throws IOException if it cannot be removed
   */
  public void settle() throws IOException {
    if (open.isEmpty() && intentsOpen == 0 && lost.isEmpty() && journal.isPresent()) {
      journal.orElseThrow().finish();
    }
  }

  /** Closes the journal and gives the lock back. */
  @Override
  public void close() {
    journal.ifPresent(RunJournal::close);
    lock.ifPresent(RunLock::close);
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
