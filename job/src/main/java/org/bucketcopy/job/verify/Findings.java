package org.bucketcopy.job.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.listing.Coverage;
import org.bucketcopy.planner.verify.Comparison;
import org.bucketcopy.planner.verify.Evidence;

/** Counts what becomes of every key, and writes what is found. Thread-safe. */
final class Findings {
  private final FindingLines lines;
  private final Map<Evidence, Long> equal = new EnumMap<>(Evidence.class);
  private final Map<Finding.Kind, Long> findings = new EnumMap<>(Finding.Kind.class);
  private final Set<String> unsettled = new HashSet<>();
  private long listed;
  private long filtered;
  private long bytesRead;

  /**
   * @param lines where findings go
   * @param earlier what an earlier driver of the run has counted
   */
  Findings(FindingLines lines, VerifyCounts earlier) {
    this.lines = lines;
    this.listed = earlier.listed();
    this.filtered = earlier.filtered();
    this.bytesRead = earlier.bytesRead();
    this.equal.putAll(earlier.equal());
    this.findings.putAll(earlier.findings());
  }

  /** A key was listed, and will be settled. */
  synchronized void listed(String key) {
    listed++;
    unsettled.add(key);
  }

  /** A key was listed, and the filters leave it out. */
  synchronized void filtered() {
    listed++;
    filtered++;
  }

  /** An entry was listed that cannot be compared, and may have the key of another one. */
  void failed(Finding finding) {
    lines.write(finding);
    synchronized (this) {
      listed++;
      findings.merge(finding.kind(), 1L, Long::sum);
    }
  }

  /** Bytes of both sides were read. */
  synchronized void read(long bytes) {
    bytesRead += bytes;
  }

  private synchronized void equal(String key, Evidence evidence) {
    equal.merge(evidence, 1L, Long::sum);
    unsettled.remove(key);
    notifyIfSettled();
  }

  /** A listed key has not, or that is not known. */
  void found(String key, Finding finding) {
    lines.write(finding);
    synchronized (this) {
      unsettled.remove(key);
      findings.merge(finding.kind(), 1L, Long::sum);
      notifyIfSettled();
    }
  }

  /**
   * A comparison of a listed key has ended.
   *
   * @param metadata how what it carries differs, a sentence each
   */
  void compared(Subject subject, Comparison content, List<String> metadata) {
    if (content instanceof Comparison.Missing) {
      found(subject.key(), Finding.of(Finding.Kind.MISSING, subject, Finding.Detail.NONE));
      return;
    }
    if (content instanceof Comparison.Extra) {
      found(subject.key(), Finding.of(Finding.Kind.EXTRA, subject, Finding.Detail.NONE));
      return;
    }
    List<String> what = new ArrayList<>();
    if (content instanceof Comparison.Different different) {
      what.add(different.what());
    }
    what.addAll(metadata);
    if (!what.isEmpty()) {
      found(subject.key(), differs(subject, what));
    } else if (content instanceof Comparison.Equal same) {
      equal(subject.key(), same.evidence());
    } else if (content instanceof Comparison.Undecided undecided) {
      found(
          subject.key(),
          Finding.of(
              Finding.Kind.UNVERIFIED,
              subject,
              new Finding.Detail(List.of(undecided.why()), Optional.empty())));
    }
  }

  private static Finding differs(Subject subject, List<String> what) {
    return Finding.of(Finding.Kind.DIFFERS, subject, new Finding.Detail(what, Optional.empty()));
  }

  private synchronized void notifyIfSettled() {
    if (unsettled.isEmpty()) {
      notifyAll();
    }
  }

  /** Why findings are not written any more; empty while they are. */
  Optional<String> problem() {
    return lines.problem();
  }

  /** The counts as they are now. */
  synchronized VerifyCounts counts() {
    return new VerifyCounts(listed, filtered, equal, findings, bytesRead);
  }

  /**
   * What is settled, and durable, of the keys that the walk has given.
   *
   * @throws IOException if findings cannot be written: then nothing is durable any more
   */
  Checkpoint checkpoint(Coverage covered) throws IOException {
    Checkpoint now;
    synchronized (this) {
      VerifyCounts counts =
          new VerifyCounts(listed - unsettled.size(), filtered, equal, findings, bytesRead);
      now = new Checkpoint(covered, unsettled, counts);
    }
    lines.sync();
    return now;
  }

  /**
   * Waits until every listed key is settled, for so long at most.
   *
   * @return whether they are
   * @throws InterruptedException if the run is to stop
   */
  synchronized boolean awaitSettled(long millis) throws InterruptedException {
    boolean waited = false;
    while (!unsettled.isEmpty() && !waited) {
      wait(millis);
      waited = true;
    }
    return unsettled.isEmpty();
  }
}
