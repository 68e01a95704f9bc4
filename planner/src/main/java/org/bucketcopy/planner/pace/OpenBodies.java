package org.bucketcopy.planner.pace;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/**
 * The bodies that are being sent, or are about to be, by the processes that send them. They share a
 * rate of bytes, and a request ends after an hour: so no more are open than are sent within
 * seconds, or else the two that are always open. Not thread-safe.
 */
public final class OpenBodies {
  /** Fewer would leave the rate unused while one is answered and the next is started. */
  private static final int ALWAYS_OPEN = 2;

  /** More bytes are not opened than the rate sends in so many seconds. */
  private static final int SECONDS_AHEAD = 10;

  /** Less than the hour, since a body that is sent again has to wait for its share. */
  private static final int LONGEST_SECONDS = 3000;

  private final Map<String, Long> bytesByMember = new HashMap<>();
  private long bytes;
  private int count;

  /**
   * The lowest rate at which bodies are sent well within the hour that a request may take.
   *
   * @param largest length of a body
   * @return bytes in a second
   */
  public static long lowestRate(long largest) {
    return Math.max(
        1, LongMath.divide(ALWAYS_OPEN * largest, LONGEST_SECONDS, RoundingMode.CEILING));
  }

  /**
   * A body is open from now on.
   *
   * @param member the process that sends it
   * @param length in bytes; without any it takes no part of the rate
   */
  public void add(String member, long length) {
    checkArgument(length >= 0, "no body has %s bytes", length);
    if (length > 0) {
      bytesByMember.merge(member, length, Long::sum);
      bytes += length;
      count++;
    }
  }

  /** A body is no longer open. */
  void remove(String member, long length) {
    if (length > 0) {
      bytesByMember.merge(member, -length, Long::sum);
      bytes -= length;
      count--;
    }
  }

  /** Bytes of the bodies that are open at a process. */
  long bytesOf(String member) {
    return bytesByMember.getOrDefault(member, 0L);
  }

  /**
   * How many bytes of further bodies may be opened; of these, the last may have more.
   *
   * @param rate bytes in a second of all together; infinite where there is no limit
   * @return none if it is 0
   */
  long room(double rate) {
    double ahead = rate * SECONDS_AHEAD - bytes;
    long room = (long) Math.max(0, ahead);
    return count < ALWAYS_OPEN ? Math.max(1, room) : room;
  }
}
