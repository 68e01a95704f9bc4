package org.bucketcopy.job.wire;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The driver's answer to a {@link LeaseRequest}.
 *
 * @param items what to do
 * @param askAgainMillis how long to wait before asking again when nothing finishes earlier
 * @param finished whether no work will come any more: the pump may end
 */
public record Lease(List<WorkItem> items, long askAgainMillis, boolean finished) {
  public Lease {
    items = ImmutableList.copyOf(items);
  }
}
