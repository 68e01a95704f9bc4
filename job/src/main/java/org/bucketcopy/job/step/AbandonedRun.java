package org.bucketcopy.job.step;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.RunJournal;
import org.bucketcopy.job.journal.RunLock;
import org.bucketcopy.job.journal.RunLockedException;
import org.bucketcopy.job.journal.UploadRecord;
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
  }

  private void lockIsLost(String reason) {
    lost = Optional.of(reason);
  }

  /** The uploads that were open when the directory was opened. */
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

  /** Why nothing of this run may be aborted any more; empty while it may. */
  public Optional<String> obstacle() {
    return lost;
  }

  /**
   * Removes the journal if no upload is open any more; it stays for a later sweep otherwise.
   *
   * @throws IOException if it cannot be removed
   */
  public void settle() throws IOException {
    if (open.isEmpty() && lost.isEmpty() && journal.isPresent()) {
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
