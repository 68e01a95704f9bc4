package org.bucketcopy.job.dispatch;

import java.io.IOException;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;

/** How a pump reaches the driver. */
interface LeaseChannel {
  /**
   * Sends the request and waits for the answer.
   *
   * @throws IOException if there was none: the same request may be sent again
   * @throws InterruptedException if the pump's task is to end
   */
  Lease ask(LeaseRequest request) throws IOException, InterruptedException;
}
