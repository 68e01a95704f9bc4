package org.bucketcopy.job.verify;

import com.google.common.base.Ticker;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.journal.CheckpointFile;
import org.bucketcopy.planner.listing.Coverage;
import org.bucketcopy.planner.listing.CoveredWalk;
import org.bucketcopy.planner.model.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps how far a verification is, and passes over what an earlier driver has settled. Of the
 * thread that walks.
 */
final class Checkpoints {
  static final Duration PERIOD = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final Optional<CheckpointFile> file;
  private final Checkpoint earlier;
  private final Set<String> unsettledEarlier;
  private final Ticker clock;
  private long written;

  private Checkpoints(Optional<CheckpointFile> file, Checkpoint earlier, Ticker clock) {
    this.file = file;
    this.earlier = earlier;
    this.unsettledEarlier = new HashSet<>(earlier.unsettled());
    this.clock = clock;
    this.written = clock.read();
  }

  /**
   * Those of a run.
   *
   * @param file empty if nothing is kept
   * @throws IOException if what an earlier driver has kept cannot be read
   */
  static Checkpoints open(Optional<CheckpointFile> file, Ticker clock) throws IOException {
    Optional<Checkpoint> earlier =
        file.isPresent() ? file.get().read().map(Checkpoint::of) : Optional.empty();
    return new Checkpoints(file, earlier.orElse(Checkpoint.NONE), clock);
  }

  /** Those of a run that keeps nothing. */
  static Checkpoints none(Ticker clock) {
    return new Checkpoints(Optional.empty(), Checkpoint.NONE, clock);
  }

  /** What an earlier driver has counted. */
  VerifyCounts counts() {
    return earlier.counts();
  }

  /** Whether an earlier driver was given a key. */
  boolean covers(String key) {
    return earlier.covered().covers(key);
  }

  /** Whether an earlier driver has settled a key. Asked once for each. */
  boolean settled(String key) {
    return covers(key) && !unsettledEarlier.remove(key);
  }

  /** Writes one, if it is time. */
  void offer(CoveredWalk walk, Findings findings) {
    if (file.isPresent() && clock.read() - written >= PERIOD.toNanos()) {
      write(walk, findings);
    }
  }

  /** Writes one, if it is known how far the walk is. */
  void write(CoveredWalk walk, Findings findings) {
    if (file.isEmpty()) {
      return;
    }
    Optional<Coverage> covered = walk.covered();
    try {
      if (covered.isPresent()) {
        Checkpoint now = findings.checkpoint(covered.get().and(earlier.covered()));
        Set<String> unsettled = Sets.union(now.unsettled(), unsettledEarlier);
        file.get().write(new Checkpoint(now.covered(), unsettled, now.counts()).toJson());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("no checkpoint is written, and more will be compared again: {}", Printable.of(e));
    }
    written = clock.read();
  }

  /** The run has succeeded. */
  void finish() {
    try {
      if (file.isPresent()) {
        file.get().delete();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the checkpoint of the finished run could not be removed: {}", Printable.of(e));
    }
  }
}
