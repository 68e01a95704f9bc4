package org.bucketcopy.job.wire;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.bucketcopy.planner.pace.BucketLoad;
import org.bucketcopy.planner.store.RequestCounts;

/**
 * A pump hands in what has finished and asks for more.
 *
 * @param pump who asks
 * @param destination where its executor reaches the bucket that it copies into
 * @param sequence counts this pump's requests from 1; a request that is sent again keeps its number
 *     and gets the same answer
 * @param room how many more items the pump can start now
 * @param spare how many more it would keep, to start each when another has finished
 * @param outcomes what has finished since the last request
 * @param requests what the pump's executor has asked of the stores since it started
 * @param load what it has asked of the bucket, for its share of the bucket's budget
 */
public record LeaseRequest(
    PumpName pump,
    String destination,
    long sequence,
    int room,
    int spare,
    List<Outcome> outcomes,
    RequestCounts requests,
    BucketLoad load) {
  public LeaseRequest {
    checkArgument(
        sequence >= 1 && room >= 0 && spare >= 0,
        "no lease request: %s, room %s and %s",
        sequence,
        room,
        spare);
    outcomes = ImmutableList.copyOf(outcomes);
  }
}
