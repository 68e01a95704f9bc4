package org.bucketcopy.job.wire;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What a pump has room for.
 *
 * @param requests how many more items it can start now
 * @param spare how many more it would keep, to start each when another has finished
 * @param bytes how many bytes its executor may hold for all of them; of what it gets, the last item
 *     may be larger
 */
public record Room(int requests, int spare, long bytes) {
  public Room {
    checkArgument(
        requests >= 0 && spare >= 0 && bytes >= 0,
        "no room: for %s and %s requests of %s bytes",
        requests,
        spare,
        bytes);
  }
}
