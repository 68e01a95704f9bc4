package org.bucketcopy.job.dispatch;

import org.bucketcopy.job.stores.registry.RetriedStores;

/**
 * What the pumps of one executor share.
 *
 * @param window bounds the requests in flight of all of them
 * @param stores makes the requests
 */
record PumpStation(RequestWindow window, RetriedStores stores) implements AutoCloseable {
  @Override
  public void close() {
    stores.close();
  }
}
