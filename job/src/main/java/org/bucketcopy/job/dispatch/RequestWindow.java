package org.bucketcopy.job.dispatch;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import java.math.RoundingMode;
import java.util.OptionalInt;

/**
 * Bounds the requests that one executor has in flight, and the bytes that it holds for them,
 * whatever its number of cores and pumps. Thread-safe.
 */
final class RequestWindow {
  private final OptionalInt fixed;
  private final int perPump;
  private final long mostBytes;
  private int pumps;
  private int inFlight;
  private long bytesInFlight;

  /**
   * @param fixed the bound of requests; empty to let it grow and shrink with the number of pumps
   * @param perPump the bound for each pump, where it is not fixed
   * @param mostBytes the bound of bytes; a request with more than these goes alone
   */
  RequestWindow(OptionalInt fixed, int perPump, long mostBytes) {
    checkArgument(
        perPump >= 1 && fixed.orElse(1) >= 1 && mostBytes >= 1,
        "a window needs room for a request");
    this.fixed = fixed;
    this.perPump = perPump;
    this.mostBytes = mostBytes;
  }

  synchronized void pumpStarted() {
    pumps++;
  }

  synchronized void pumpEnded() {
    pumps--;
  }

  /** How many requests a pump may keep beside those in flight: a quarter of what it may send. */
  synchronized int sparePerPump() {
    return pumps == 0 ? 0 : bound() / pumps / 4;
  }

  /** A pump's part of the bytes that are free, rounded up. */
  synchronized long bytesPerPump() {
    long free = Math.max(0, mostBytes - bytesInFlight);
    return pumps == 0 ? 0 : LongMath.divide(free, pumps, RoundingMode.CEILING);
  }

  /** Reserves room for at most {@code most} requests; may be 0. Their bytes are extra. */
  synchronized int reserve(int most) {
    int granted = Math.max(0, Math.min(most, bound() - inFlight));
    inFlight += granted;
    return granted;
  }

  private int bound() {
    return fixed.orElse(perPump * pumps);
  }

  /**
   * Reserves room for the bytes of a request that has its room, if there is any. A request without
   * bytes never waits for those of others.
   */
  boolean admits(long bytes) {
    return bytes == 0 || reserveBytes(bytes);
  }

  private synchronized boolean reserveBytes(long bytes) {
    if (bytesInFlight > 0 && bytes > mostBytes - bytesInFlight) {
      return false;
    }
    bytesInFlight += bytes;
    return true;
  }

  /** Requests that have room, those included that are about to get work. */
  synchronized int inFlight() {
    return inFlight;
  }

  /** Gives back the room of requests and of their bytes. */
  synchronized void release(int requests, long bytes) {
    inFlight -= requests;
    bytesInFlight -= bytes;
  }
}
