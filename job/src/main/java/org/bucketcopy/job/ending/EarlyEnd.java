package org.bucketcopy.job.ending;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a run before all is done: remembers the first cause and interrupts the thread that makes the
 * run. Thread-safe.
 */
public final class EarlyEnd {
  /**
   * Why a run ended early.
   *
   * @param status how that is told
   * @param message in words
   */
  public record Cause(ExitCode status, String message) {}

  private static final Logger LOG = LoggerFactory.getLogger(EarlyEnd.class);

  private final Thread runner = Thread.currentThread();
  private Optional<Cause> cause = Optional.empty();

  /** For the run of the calling thread. */
  public EarlyEnd() {}

  /** Ends the run, unless it is ending already. */
  public synchronized void because(ExitCode status, String message) {
    if (cause.isEmpty()) {
      cause = Optional.of(new Cause(status, message));
      LOG.warn("the run ends early: {}", message);
      runner.interrupt();
    }
  }

  /** Why the run ends early; empty while it does not. */
  public synchronized Optional<Cause> cause() {
    return cause;
  }

  /** Ends the run because the job itself has failed where nobody else can be told. */
  public void defect(Throwable thrown) {
    because(ExitCode.COULD_NOT_RUN, "bucket-copy has a defect: " + thrown);
    LOG.error("bucket-copy has a defect", thrown);
  }
}
