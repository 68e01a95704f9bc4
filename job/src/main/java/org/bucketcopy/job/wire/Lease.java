package org.bucketcopy.job.wire;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import org.bucketcopy.planner.model.Bucket;

/**
 * The driver's answer to a {@link LeaseRequest}.
 *
 * @param items what to do
 * @param askAgainMillis how long to wait before asking again when nothing finishes earlier
 * @param requestsPerSecond maximum number of requests that the pump's executor may send to each
 *     bucket, all its pumps together; infinite where there is no limit
 * @param bytesPerSecond maximum number of bytes that the executor may send, all its pumps together;
 *     infinite where there is no limit
 * @param finished whether no work will come any more: the pump may end
 */
public record Lease(
    List<WorkItem<?>> items,
    long askAgainMillis,
    Map<Bucket, Double> requestsPerSecond,
    double bytesPerSecond,
    boolean finished) {
  public Lease {
    items = ImmutableList.copyOf(items);
    requestsPerSecond = ImmutableMap.copyOf(requestsPerSecond);
  }
}
