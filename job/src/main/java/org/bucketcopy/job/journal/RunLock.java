package org.bucketcopy.job.journal;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second driver out of a run directory: a file that names its owner and that the owner
 * writes again every 10 seconds. A file that was not written for 60 seconds, or whose owner's
 * process on this machine is gone, is stale and taken over.
 *
 * <p>Where the file system creates a file for one of several only (HDFS, local), exactly one driver
 * gets a free lock. Any other, object stores above all, may let two write: there, and at every
 * take-over, the file is read back after a pause, and who then finds another's name yields. That is
 * the best that can be had: who was held up for longer than the pause notices at the next
 * heartbeat.
 */
final class RunLock implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  static final Duration STALE = Duration.ofSeconds(60);

  /** Longer than a small file takes to be written. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final LockFile file;
  private final LockOwner owner;
  private final Consumer<String> lost;
  private final ScheduledExecutorService heart;
  private final Ticker ticker;
  // Changed by the heart's thread only, once it beats.
  private long renewed;
  private boolean held = true;

  /** Without a heartbeat but by {@link #beat}. */
  RunLock(LockFile file, LockOwner owner, Consumer<String> lost, Machine machine) {
    this.file = file;
    this.owner = owner;
    this.lost = lost;
    this.heart = machine.threads().named("run-lock");
    this.ticker = machine.ticker();
    this.renewed = ticker.read();
  }

  /**
   * Locks {@code runDirectory} for {@code runId}.
   *
   * @param lost notified once, on another thread, of why the lock is not held any more: somebody
   *     else took it, or it could not be renewed for so long that somebody may. The run must stop
   *     then.
   * @param machine where time and threads come from
   * @throws RunLockedException if a driver that is alive holds the lock; where that is on another
   *     machine, this takes until its next heartbeat, or until the lock is stale
   * @throws ForeignFileException if the lock or the journal of the directory is not of bucket-copy
   * @throws JournalFormatException if the journal is that of a later version
   * @throws IOException if the directory cannot be read or written
   */
  static RunLock acquire(
      FileSystem files, Path runDirectory, String runId, Consumer<String> lost, Machine machine)
      throws IOException {
    RunLock lock = in(files, runDirectory, runId, lost, machine);
    lock.takeOrAwait(lock::pause);
    lock.start();
    return lock;
  }

  /** As {@link #acquire}, but takes the lock even from a driver that is alive. */
  static RunLock seize(
      FileSystem files, Path runDirectory, String runId, Consumer<String> lost, Machine machine)
      throws IOException {
    RunLock lock = in(files, runDirectory, runId, lost, machine);
    lock.seize(lock::pause);
    lock.start();
    return lock;
  }

  private static RunLock in(
      FileSystem files, Path runDirectory, String runId, Consumer<String> lost, Machine machine)
      throws IOException {
    new SegmentFiles(files, runDirectory).requireOurs();
    LockOwner owner = LockOwner.here(runId, machine.random());
    return new RunLock(new LockFile(files, runDirectory), owner, lost, machine);
  }

  /**
   * Who holds the lock of {@code runDirectory} and is alive, in words; empty if the lock could be
   * taken. Takes nothing; what it says may have changed when it returns.
   *
   * @throws IOException if the directory cannot be read or, while there is a lock, written
   */
  static Optional<String> holder(FileSystem files, Path runDirectory, RandomGenerator random)
      throws IOException {
    return holder(files, runDirectory, LockOwner.here("asks", random));
  }

  /** The same, asked by somebody who is known already. */
  static Optional<String> holder(FileSystem files, Path runDirectory, LockOwner asker)
      throws IOException {
    LockFile file = new LockFile(files, runDirectory);
    Optional<LockFile.Content> found = file.read();
    if (found.isEmpty() || gone(found.orElseThrow())) {
      return Optional.empty();
    }
    long age = secondsSilent(file, found.orElseThrow(), asker);
    return found.filter(held -> age <= STALE.toSeconds()).map(LockFile.Content::ownerName);
  }

  /**
   * Whether the process of {@code driver} holds the lock.
   *
   * @param now by {@link LockFile#now}
   */
  static boolean isHeldBy(LockOwner driver, LockFile file, long now) throws IOException {
    return file.read()
        .filter(held -> (now - held.modified()) / 1000 <= STALE.toSeconds())
        .flatMap(LockFile.Content::owner)
        .filter(driver::isSameProcess)
        .isPresent();
  }

  /**
   * Takes the lock. Whether its holder is alive cannot be seen from another machine, where YARN
   * starts a driver again as soon as the first one is lost: so it is waited for until the holder
   * writes the lock again, or the lock is stale.
   */
  void takeOrAwait(Runnable pause) throws IOException {
    Optional<LockFile.Content> first = file.read();
    while (true) {
      try {
        take(pause);
        return;
      } catch (RunLockedException held) {
        boolean mayBeDead =
            first.flatMap(LockFile.Content::owner).filter(LockOwner::isElsewhere).isPresent();
        if (!mayBeDead || !file.read().equals(first)) {
          throw held;
        }
      }
      pause.run();
    }
  }

  void take(Runnable pause) throws IOException {
    try {
      file.create(owner);
    } catch (IOException e) {
      takeStale(file.read().orElseThrow(() -> e), pause);
      return;
    }
    if (!file.createdByOneOnly()) {
      confirm(pause);
    }
  }

  void seize(Runnable pause) throws IOException {
    file.read().ifPresent(found -> warn(found, "--break-lock was given"));
    file.replace(owner);
    confirm(pause);
  }

  private void takeStale(LockFile.Content found, Runnable pause) throws IOException {
    long age = secondsSilent(file, found, owner);
    String heartbeat = "heartbeat " + age + " s ago";
    boolean gone = gone(found);
    if (!gone && age <= STALE.toSeconds()) {
      throw inUse(found, heartbeat);
    }
    if (!file.read().equals(Optional.of(found))) {
      throw inUse(found, "heartbeat just now");
    }
    warn(found, gone ? "that process is gone" : heartbeat);
    file.replace(owner);
    confirm(pause);
  }

  private static long secondsSilent(LockFile file, LockFile.Content found, LockOwner asker)
      throws IOException {
    return Math.max(0, file.now(asker) - found.modified()) / 1000;
  }

  private static boolean gone(LockFile.Content found) {
    return found.owner().filter(LockOwner::gone).isPresent();
  }

  private void warn(LockFile.Content found, String reason) {
    LOG.warn("{}, held by {}, is taken over: {}", file, found.ownerName(), reason);
  }

  private void confirm(Runnable pause) throws IOException {
    pause.run();
    LockFile.Content found =
        file.read().orElseThrow(() -> new IOException(file + " was deleted by somebody"));
    if (found.isOfAnother(owner)) {
      throw inUse(found, "heartbeat just now");
    }
  }

  private RunLockedException inUse(LockFile.Content found, String when) {
    return new RunLockedException(
        file
            + " is held by "
            + found.ownerName()
            + ", "
            + when
            + ": let that run end, or stop it; if it is certain that it is dead, pass"
            + " --break-lock");
  }

  private void pause() {
    Futures.getUnchecked(heart.schedule(() -> {}, PAUSE.toSeconds(), TimeUnit.SECONDS));
  }

  private void start() {
    new Guarded(
            () -> beat(ticker.read()),
            defect -> LOG.error("{} has missed a heartbeat", file, defect))
        .every(heart, HEARTBEAT.toSeconds(), HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
  }

  /** One heartbeat at {@code now}, by the ticker. */
  void beat(long now) {
    if (!held) {
      return;
    }
    Optional<String> problem = renew(now);
    held = problem.isEmpty();
    problem.ifPresent(lost);
  }

  /** Why the lock is lost; empty if it is not. */
  private Optional<String> renew(long now) {
    try {
      Optional<LockFile.Content> found = file.read();
      if (found.isEmpty()) {
        return Optional.of(file + " was deleted by somebody");
      }
      // One that cannot be read is what a write of ours left that failed.
      if (found.orElseThrow().isOfAnother(owner)) {
        return Optional.of(file + " was taken by " + found.orElseThrow().ownerName());
      }
      file.replace(owner);
      renewed = now;
      return Optional.empty();
    } catch (Throwable e) {
      LOG.warn("{} could not be renewed: {}", file, Printable.of(e));
      long silent = TimeUnit.NANOSECONDS.toSeconds(now - renewed);
      return silent > STALE.toSeconds()
          ? Optional.of(file + " could not be renewed for " + silent + " s")
          : Optional.empty();
    }
  }

  /** Gives the lock back, unless it was lost; waits for the file system a few seconds at most. */
  @Override
  public void close() {
    if (heart.isShutdown()) {
      return;
    }
    heart.execute(this::release);
    heart.shutdown();
    if (!Uninterruptibles.awaitTerminationUninterruptibly(heart, CLOSE)) {
      LOG.warn("{} could not be deleted in time, and is stale in {}", file, STALE);
    }
  }

  private void release() {
    if (!held) {
      return;
    }
    held = false;
    try {
      if (file.read().filter(found -> !found.isOfAnother(owner)).isPresent()) {
        file.delete();
      }
    } catch (Throwable e) {
      LOG.warn("{} could not be deleted, and is stale in {}: {}", file, STALE, Printable.of(e));
    }
  }
}
