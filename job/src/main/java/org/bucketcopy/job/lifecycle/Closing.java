package org.bucketcopy.job.lifecycle;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what may hang or fail when it is closed, which must not cost a run its end. */
public final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private Closing() {}

  /**
   * Closes {@code resource} on a thread of its own and waits for at most {@code limit}, whether the
   * caller is interrupted or not. What it throws goes to the log.
   *
   * @param what names it
   * @param threads where that thread comes from
   */
  public static void within(Duration limit, String what, AutoCloseable resource, Threads threads) {
    ExecutorService closing = threads.named("bucket-copy-close");
    closing.execute(() -> close(what, resource));
    closing.shutdown();
    if (!Uninterruptibles.awaitTerminationUninterruptibly(closing, limit)) {
      LOG.warn("{} does not close; the run ends without it", what);
    }
  }

  private static void close(String what, AutoCloseable resource) {
    try {
      resource.close();
    } catch (Throwable e) {
      LOG.warn("{} could not be closed: {}", what, Printable.of(e));
      LOG.debug("{} could not be closed", what, e);
    }
  }
}
