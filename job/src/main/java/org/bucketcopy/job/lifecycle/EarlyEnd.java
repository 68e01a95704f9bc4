package org.bucketcopy.job.lifecycle;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.bucketcopy.planner.model.Printable;
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
   * @param status how that is reported
   * @param message in words, {@link Printable} whatever is quoted in it
   */
  public record Cause(ExitCode status, String message) {
    public Cause {
      message = Printable.of(message);
    }

    /** Somebody interrupted the thread that makes the run. */
    public static final Cause INTERRUPTED = new Cause(ExitCode.INTERRUPTED, "it was interrupted");

    /** The run could not start, or not continue. */
    public static Cause couldNotRun(String message) {
      return new Cause(ExitCode.COULD_NOT_RUN, message);
    }

    /**
     * Something unexpected ended the run: reported in a sentence, its stack trace at debug only.
     */
    public static Cause unexpected(Throwable thrown) {
      LOG.debug("an unexpected failure ended the run", thrown);
      Throwable failure = unwrapped(thrown);
      if (failure instanceof OutOfMemoryError) {
        return couldNotRun(
            "the driver has no memory left (" + failure.getMessage() + "): --driver-memory");
      }
      String name = failure.getClass().getSimpleName();
      String said = failure.getMessage() == null ? name : name + ": " + firstLine(failure);
      return couldNotRun("an unexpected failure ended the run: " + said);
    }

    /** What a failure says, without the stack traces that Spark writes into messages. */
    public static String firstLine(Throwable thrown) {
      Throwable failure = unwrapped(thrown);
      String said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      return said.lines().findFirst().orElse(said);
    }

    /** What a failure is about, where the outer one says no more than that there is one. */
    private static Throwable unwrapped(Throwable failure) {
      boolean wrapper =
          failure instanceof ExecutionException
              || failure instanceof CompletionException
              || failure instanceof InvocationTargetException;
      return wrapper && failure.getCause() != null ? unwrapped(failure.getCause()) : failure;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(EarlyEnd.class);

  private final Thread runner = Thread.currentThread();
  private Optional<Cause> cause = Optional.empty();
  private boolean over;

  /** For the run of the calling thread. */
  public EarlyEnd() {}

  /** Ends the run, unless it is ending already. */
  public void because(ExitCode status, String message) {
    because(new Cause(status, message));
  }

  /** Ends the run, unless it is ending already. */
  public synchronized void because(Cause reason) {
    if (cause.isEmpty() && !over) {
      cause = Optional.of(reason);
      LOG.warn("the run ends early: {}", reason.message());
      runner.interrupt();
    }
  }

  /**
   * The run has ended: nothing interrupts its thread any more, and what has done so is forgotten.
   */
  public synchronized void over() {
    over = true;
    Thread.interrupted();
  }

  /** Why the run ends early; empty while it does not. */
  public synchronized Optional<Cause> cause() {
    return cause;
  }

  /** Ends the run because the job itself has failed where nobody else can be notified. */
  public void defect(Throwable thrown) {
    because(Cause.unexpected(thrown));
  }
}
