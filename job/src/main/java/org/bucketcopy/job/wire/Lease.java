package org.bucketcopy.job.wire;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The driver's answer to a {@link LeaseRequest}.
 *
 * @param items what to do
 * @param askAgainMillis how long to wait before asking again when nothing finishes earlier
 * @param requestsPerSecond most requests that the pump's executor may send to the bucket, all its
 *     pumps together; infinite where there is no limit
 * @param finished whether no work will come any more: the pump may end
 */
public record Lease(
    List<WorkItem> items, long askAgainMillis, double requestsPerSecond, boolean finished) {
  public Lease {
    items = ImmutableList.copyOf(items);
  }
}
