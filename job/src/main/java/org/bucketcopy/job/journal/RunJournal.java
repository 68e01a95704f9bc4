package org.bucketcopy.job.journal;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uploads of a run that are open, kept in its directory so that a later driver can resume them.
 * One thread writes all records that wait as one new file; nothing else blocks. Whoever opens a
 * journal holds the directory's {@link RunLock}. Thread-safe.
 */
public final class RunJournal implements UploadJournal, AutoCloseable {
  /** How long the end of an upload may wait for other records to be written with. */
  private static final long DEFERRED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How long {@link #close} waits for the file system. */
  private static final long CLOSE_SECONDS = 5;

  /** How often a journal is read that is written meanwhile. */
  private static final int READ_ATTEMPTS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(RunJournal.class);

  /** When a record is to be written. */
  private enum Urgency {
    IMMEDIATE,
    DEFERRED
  }

  /** A record that waits. */
  private record Waiting(JournalEntry entry, CompletableFuture<Void> durable) {}

  private final SegmentFiles files;
  private final JournalWriter writer;
  private final Recovery recovered;
  private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService thread;

  /** Not the thread that writes: who waits for a record may want to write another, or to close. */
  private final Executor answers;

  private volatile List<Waiting> writing = List.of();
  private Optional<Future<?>> deferredWrite = Optional.empty();
  private Optional<IOException> broken = Optional.empty();
  private boolean closed;

  private RunJournal(
      SegmentFiles files, JournalWriter writer, Recovery recovered, Threads threads) {
    this.files = files;
    this.writer = writer;
    this.recovered = recovered;
    this.thread = threads.named("run-journal");
    this.answers = threads.named("run-journal-answers");
  }

  /**
   * Opens the journal in {@code runDirectory}, or starts one. A file has been written when this
   * returns, so the directory can be.
   *
   * @param header the run as it is now; its id and start time do not count if there is a journal
   * @param threads where the thread comes from that writes
   * @throws OptionsDifferException if the journal was started with other options
   * @throws JournalFormatException if the journal is that of a later version
   * @throws IOException if the directory cannot be read or written
   */
  static RunJournal open(FileSystem files, Path runDirectory, JournalHeader header, Threads threads)
      throws IOException {
    SegmentFiles segments = new SegmentFiles(files, runDirectory);
    JournalReplay replay = JournalReplay.of(segments);
    JournalHeader own = replay.header().orElse(header);
    String differences = own.differences(header);
    if (!differences.isEmpty()) {
      throw new OptionsDifferException(runDirectory, differences);
    }
    return start(segments, replay, own, threads);
  }

  /**
   * Resumes the journal in {@code runDirectory}, whatever options its run had.
   *
   * @param threads where the thread comes from that writes
   * @return empty if there is none; nothing is written then
   * @throws JournalFormatException if it is that of a later version
   * @throws IOException if the directory cannot be read or written
   */
  static Optional<RunJournal> resume(FileSystem files, Path runDirectory, Threads threads)
      throws IOException {
    SegmentFiles segments = new SegmentFiles(files, runDirectory);
    JournalReplay replay = JournalReplay.of(segments);
    return replay.numbers().isEmpty()
        ? Optional.empty()
        : Optional.of(start(segments, replay, replay.header().orElse(JournalHeader.LOST), threads));
  }

  /**
   * What the journal in {@code runDirectory} says. Needs no lock: a driver may be writing it.
   *
   * @return empty if there is none
   * @throws JournalFormatException if it is that of a later version
   * @throws IOException if it cannot be read
   */
  static Optional<Recovery> read(FileSystem files, Path runDirectory) throws IOException {
    SegmentFiles segments = new SegmentFiles(files, runDirectory);
    JournalReplay replay = replayWhileWritten(segments);
    return replay.numbers().isEmpty()
        ? Optional.empty()
        : Optional.of(recovery(replay, replay.header().orElse(JournalHeader.LOST)));
  }

  /** A segment that is void may be deleted between the listing and the reading. */
  private static JournalReplay replayWhileWritten(SegmentFiles segments) throws IOException {
    for (int attempt = 1; attempt < READ_ATTEMPTS; attempt++) {
      try {
        return JournalReplay.of(segments);
      } catch (FileNotFoundException deletedMeanwhile) {
        LOG.info("{} is read again: {}", segments, Printable.of(deletedMeanwhile));
      }
    }
    return JournalReplay.of(segments);
  }

  private static RunJournal start(
      SegmentFiles segments, JournalReplay replay, JournalHeader own, Threads threads)
      throws IOException {
    JournalWriter writer = new JournalWriter(segments, own, replay, JournalWriter.MAX_SEGMENTS);
    return new RunJournal(segments, writer, recovery(replay, own), threads);
  }

  private static Recovery recovery(JournalReplay replay, JournalHeader own) {
    return new Recovery(
        own,
        replay.open().uploadsByDestination(),
        replay.open().intents(),
        replay.open().notes(),
        replay.damaged());
  }

  /** What was found when the journal was opened. */
  public Recovery recovered() {
    return recovered;
  }

  @Override
  public CompletionStage<Void> intended(UploadIntent intent) {
    return submit(Urgency.IMMEDIATE, new JournalEntry.Intended(intent));
  }

  @Override
  public CompletionStage<Void> withdrawn(UploadIntent intent) {
    return submit(Urgency.DEFERRED, new JournalEntry.Withdrawn(intent.token()));
  }

  @Override
  public CompletionStage<Void> initiated(UploadRecord upload) {
    return submit(Urgency.IMMEDIATE, new JournalEntry.Initiated(upload));
  }

  @Override
  public CompletionStage<Void> ended(UploadRecord upload) {
    return submit(Urgency.DEFERRED, new JournalEntry.Ended(upload.handle()));
  }

  @Override
  public CompletionStage<Void> copied(ObjectLocation object, ETag etag) {
    return submit(Urgency.DEFERRED, new JournalEntry.Copied(List.of(CopyNotes.mark(object, etag))));
  }

  @Override
  public CompletionStage<Void> distrusted(ObjectLocation object, ETag etag) {
    return submit(Urgency.IMMEDIATE, new JournalEntry.Distrusted(object, etag));
  }

  /** Why nothing can be recorded any more; empty while all is well. Never becomes empty again. */
  public synchronized Optional<IOException> broken() {
    return broken;
  }

  /**
   * Removes the journal of a run that has nothing left to do; other files in the run directory
   * stay. If this fails or is cut short, the next {@link #open} finds either all of it or nothing.
   *
   * @throws IOException if the journal is broken or cannot be removed
   */
  public void finish() throws IOException {
    close();
    Optional<IOException> problem = broken();
    if (problem.isPresent()) {
      throw new IOException(files + " is not removed", problem.orElseThrow());
    }
    writer.finish();
  }

  /**
   * Writes what waits, and leaves the journal for a later run. Waits for the file system a few
   * seconds at most; what is not written by then counts as lost.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        writeNow();
        thread.shutdown();
      }
    }
    if (!Uninterruptibles.awaitTerminationUninterruptibly(
        thread, CLOSE_SECONDS, TimeUnit.SECONDS)) {
      fail(new IOException(files + " was not written within " + CLOSE_SECONDS + " seconds"));
    }
  }

  private CompletionStage<Void> submit(Urgency urgency, JournalEntry entry) {
    Waiting record = new Waiting(entry, new CompletableFuture<>());
    synchronized (this) {
      if (broken.isPresent()) {
        return CompletableFuture.failedStage(broken.orElseThrow());
      }
      if (closed) {
        return CompletableFuture.failedStage(new IOException(files + " is closed"));
      }
      waiting.add(record);
      if (urgency == Urgency.IMMEDIATE) {
        writeNow();
      } else if (deferredWrite.isEmpty()) {
        deferredWrite =
            Optional.of(thread.schedule(this::writeWaiting, DEFERRED_NANOS, TimeUnit.NANOSECONDS));
      }
    }
    return record.durable();
  }

  private synchronized void writeNow() {
    deferredWrite.ifPresent(planned -> planned.cancel(false));
    deferredWrite = Optional.empty();
    thread.execute(this::writeWaiting);
  }

  private void writeWaiting() {
    try {
      writing = gather();
      write(writing);
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new IOException(files + " cannot be written", e));
    }
  }

  private synchronized List<Waiting> gather() {
    deferredWrite.ifPresent(planned -> planned.cancel(false));
    deferredWrite = Optional.empty();
    List<Waiting> batch = new ArrayList<>();
    waiting.drainTo(batch);
    return batch;
  }

  private void write(List<Waiting> batch) throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    writer.append(batch.stream().map(Waiting::entry).toList());
    batch.forEach(record -> answers.execute(() -> record.durable().complete(null)));
    writer.tidy();
  }

  private void fail(IOException reason) {
    synchronized (this) {
      if (broken.isEmpty()) {
        broken = Optional.of(reason);
        LOG.error("the journal cannot be written any more: {}", Printable.of(reason));
      }
    }
    List<Waiting> lost = new ArrayList<>(writing);
    waiting.drainTo(lost);
    lost.forEach(record -> answers.execute(() -> record.durable().completeExceptionally(reason)));
  }
}
