package org.bucketcopy.job.report;

import com.google.common.base.Ticker;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadHandle;

/** Counts what becomes of every object, and reports those that did not come over whole. */
public final class Results {
  /** Where nobody asks how long objects take. */
  private static final Ticker TIMELESS =
      new Ticker() {
        @Override
        public long read() {
          return 0;
        }
      };

  private final Report report;
  private final LongConsumer failures;
  private final Consumer<Throwable> defects;
  private final Highlights highlights;
  private long listed;
  private long filtered;
  private long skipped;
  private long planned;
  private long copied;
  private long degraded;
  private long failed;
  private long leftOpen;
  private long plannedBytes;
  private long failedBytes;
  private long copiedBytes;
  private long sentBytes;
  private long parts;
  private final Map<Proof, Long> proved = new EnumMap<>(Proof.class);

  /**
   * @param report where failures and losses go
   * @param failures notified of the number of failed objects whenever one fails; must not block
   * @param defects notified of what has kept an object from being settled, which it never is then
   */
  public Results(Report report, LongConsumer failures, Consumer<Throwable> defects) {
    this(report, failures, defects, new Highlights(TIMELESS));
  }

  /**
   * The same for a run that has a page.
   *
   * @param highlights what the page shows of single objects
   */
  public Results(
      Report report, LongConsumer failures, Consumer<Throwable> defects, Highlights highlights) {
    this.report = report;
    this.failures = failures;
    this.defects = defects;
    this.highlights = highlights;
  }

  /** An object was listed, and the filters leave it out. */
  public synchronized void filtered() {
    listed++;
    filtered++;
  }

  /** An object was listed, and its copy is already there. */
  public synchronized void skipped() {
    listed++;
    skipped++;
  }

  /** An object was listed and will be copied, or at least fail. */
  public synchronized void planned(long bytes) {
    listed++;
    planned++;
    plannedBytes += bytes;
  }

  /** A planned object turned out to be there: an earlier driver of the run has copied it. */
  public synchronized void found(TransferPair pair) {
    planned--;
    plannedBytes -= pair.source().size();
    skipped++;
    notifyAll();
  }

  /** An executor is given the first request for a planned object; never blocks. */
  public void begun(TransferPair pair) {
    highlights.begun(pair);
  }

  /** Some bytes of a planned object turned out to be there, as parts of its upload. */
  public synchronized void partsFound(long bytes) {
    plannedBytes -= bytes;
  }

  /** A part of this many bytes was copied. */
  public synchronized void partUploaded(long bytes) {
    parts++;
    copiedBytes += bytes;
  }

  /** Of the bytes that were or will be counted as copied, so many were sent by the run itself. */
  public synchronized void sent(long bytes) {
    sentBytes += bytes;
  }

  /**
   * An object was copied by one call.
   *
   * @param losses what its copy does not carry, a sentence each
   * @param proof what shows that it is right
   */
  public void copiedWhole(TransferPair pair, List<String> losses, Proof proof) {
    highlights.made(pair, Route.whole(pair), proof);
    copied(pair, losses, pair.source().size(), proof);
  }

  /**
   * An object was copied by parts, whose bytes are counted.
   *
   * @param losses what its copy does not carry, a sentence each
   * @param proof what shows that it is right
   */
  public void copiedByParts(TransferPair pair, List<String> losses, Proof proof) {
    highlights.made(pair, Route.byParts(pair), proof);
    copied(pair, losses, 0, proof);
  }

  private void copied(TransferPair pair, List<String> losses, long bytes, Proof proof) {
    if (!losses.isEmpty()) {
      report.degraded(pair, losses);
    }
    synchronized (this) {
      copied++;
      proved.merge(proof, 1L, Long::sum);
      copiedBytes += bytes;
      degraded += losses.isEmpty() ? 0 : 1;
      notifyAll();
    }
  }

  /** An object was not copied. */
  public void failed(TransferPair pair, StoreFault fault) {
    report.failed(pair, fault);
    highlights.failed(pair, fault);
    countFailure(pair.source().size());
  }

  /** A planned entry turned out to be none that can be copied. */
  public void failed(FailedEntry entry) {
    report.failed(entry);
    highlights.failed(new FailedObject(entry.source(), entry.size(), entry.fault()));
    countFailure(entry.size());
  }

  private synchronized void countFailure(long bytes) {
    failed++;
    failedBytes += bytes;
    // Before anybody can take the run for settled.
    failures.accept(failed);
    notifyAll();
  }

  /** What was to settle an object has thrown this. */
  public void defect(Throwable thrown) {
    defects.accept(thrown);
  }

  /** An upload of a failed object could not be aborted. */
  public void leftOpen(UploadHandle upload) {
    report.leftOpen(upload);
    leftOpen(1);
  }

  /** So many uploads could not be aborted, or may be open without their ids being known. */
  public synchronized void leftOpen(int uploads) {
    leftOpen += uploads;
  }

  /** The counts as they are now. */
  public synchronized RunCounts counts() {
    return new RunCounts(
        new ObjectCounts(listed, filtered, skipped, planned, copied, degraded, failed),
        new ByteCounts(plannedBytes, failedBytes, copiedBytes, sentBytes),
        parts,
        leftOpen,
        proved);
  }

  /**
   * Waits until every planned object is copied or has failed.
   *
   * @throws InterruptedException if the run is to stop
   */
  public synchronized void awaitSettled() throws InterruptedException {
    while (planned > copied + failed) {
      wait();
    }
  }
}
