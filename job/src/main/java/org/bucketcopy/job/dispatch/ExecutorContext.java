package org.bucketcopy.job.dispatch;

import java.util.function.Supplier;
import org.bucketcopy.job.wire.ExecutorResources;
import org.bucketcopy.job.wire.ExecutorSite;
import org.bucketcopy.planner.pace.RequestPacers;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * What the pumps of one executor share.
 *
 * @param site where the executor is
 * @param window bounds the requests in flight of all of them, and their bytes
 * @param pacers bound the requests in a second of all of them to each bucket
 * @param resources what their work is done with; its stores send each request when its bucket's
 *     pacer lets it
 * @param requests what was asked of the stores so far
 * @param ending closes the stores
 */
record ExecutorContext(
    ExecutorSite site,
    RequestWindow window,
    RequestPacers pacers,
    ExecutorResources resources,
    Supplier<RequestCounts> requests,
    Runnable ending)
    implements AutoCloseable {
  /** Requests of all pumps that have room in the window. */
  long inFlight() {
    return window.inFlight();
  }

  /** Requests that were sent to the stores so far. */
  long requestsSent() {
    return requests.get().total();
  }

  /** Of those, how many the stores answered by asking to slow down. */
  long throttled() {
    return requests.get().throttled();
  }

  @Override
  public void close() {
    ending.run();
  }
}
