package org.bucketcopy.job.ending;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Turns Ctrl-C and SIGTERM into an early end of a run: while the process is being shut down, the
 * run gets a few seconds to write what it has to, before Spark and the file systems are closed, and
 * the process ends with {@link ExitCode#INTERRUPTED}.
 */
public final class Termination implements AutoCloseable {
  private static final long GRACE_MILLIS = 7_000;

  /** Then the process ends, whatever still closes. */
  private static final long MOST_MILLIS = 9_500;

  /** Hooks with the higher number run first; Spark's and Hadoop's own are between these two. */
  private static final int BEFORE_ALL = 1_000;

  private static final int AFTER_ALL = 0;

  private final EarlyEnd end = new EarlyEnd();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable first = this::endRun;
  private final Runnable last = Termination::halt;

  private Termination() {}

  /** From now on, a signal ends the run that the calling thread makes through {@link #end}. */
  public static Termination ofThisThread() {
    Termination termination = new Termination();
    ShutdownHookManager hooks = ShutdownHookManager.get();
    hooks.addShutdownHook(termination.first, BEFORE_ALL, MOST_MILLIS, TimeUnit.MILLISECONDS);
    hooks.addShutdownHook(termination.last, AFTER_ALL);
    return termination;
  }

  /** Ends the run early, whoever asks for it. */
  public EarlyEnd end() {
    return end;
  }

  private void endRun() {
    Thread limit =
        new Thread(
            () -> {
              Uninterruptibles.sleepUninterruptibly(MOST_MILLIS, TimeUnit.MILLISECONDS);
              halt();
            },
            "bucket-copy-termination");
    limit.setDaemon(true);
    limit.start();
    end.because(ExitCode.INTERRUPTED, "it was interrupted");
    if (!Uninterruptibles.awaitUninterruptibly(closed, GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
      System.err.println("bucket-copy: the run did not end in time; its journal is as it was");
    }
  }

  private static void halt() {
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
  }

  /** The run has ended and told so. A process that is being shut down ends without the caller. */
  @Override
  public void close() {
    ShutdownHookManager hooks = ShutdownHookManager.get();
    if (hooks.isShutdownInProgress()) {
      closed.countDown();
    } else {
      hooks.removeShutdownHook(first);
      hooks.removeShutdownHook(last);
    }
  }
}
