package org.bucketcopy.job.wire;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.pace.BucketLoad;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * A pump hands in what has finished and asks for more.
 *
 * @param pump who asks
 * @param site where its executor is
 * @param sequence counts this pump's requests from 1; a request that is sent again keeps its number
 *     and gets the same answer
 * @param room what it can take
 * @param outcomes what has finished since the last request
 * @param requests what the pump's executor has asked of the stores since it started; of latencies,
 *     those that the pump has not reported yet
 * @param loads what it has asked of each bucket, for its share of the bucket's budget
 */
public record LeaseRequest(
    PumpName pump,
    ExecutorSite site,
    long sequence,
    Room room,
    List<Outcome> outcomes,
    RequestCounts requests,
    Map<Bucket, BucketLoad> loads) {
  public LeaseRequest {
    checkArgument(sequence >= 1, "no lease request: number %s", sequence);
    outcomes = ImmutableList.copyOf(outcomes);
    loads = ImmutableMap.copyOf(loads);
  }
}
