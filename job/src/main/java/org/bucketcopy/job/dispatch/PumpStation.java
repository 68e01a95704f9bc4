package org.bucketcopy.job.dispatch;

import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.pace.RequestPacer;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * What the pumps of one executor share.
 *
 * @param destination where the executor reaches the bucket that it copies into
 * @param window bounds the requests in flight of all of them
 * @param pacer bounds the requests in a second of all of them
 * @param stores makes the requests, each when the pacer lets it
 * @param requests what was asked of the stores so far
 * @param ending closes the stores
 */
record PumpStation(
    String destination,
    RequestWindow window,
    RequestPacer pacer,
    Function<Bucket, ObjectStore> stores,
    Supplier<RequestCounts> requests,
    Runnable ending)
    implements AutoCloseable {
  @Override
  public void close() {
    ending.run();
  }
}
