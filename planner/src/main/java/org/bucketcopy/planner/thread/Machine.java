package org.bucketcopy.planner.thread;

import com.google.common.base.Ticker;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What a process takes from the machine it runs on: time, threads and chance. Nothing else gets
 * them anywhere else, so that a test can give its own and run in virtual time, from a seed. Made
 * where a command or an executor starts; everything below is given the parts it needs.
 *
 * @param clock the time of day
 * @param ticker time that passes, unmoved when the clock is set
 * @param random used from any thread; nobody can guess what comes next
 * @param threads where threads and timers come from
 */
public record Machine(InstantSource clock, Ticker ticker, RandomGenerator random, Threads threads) {
  /** The machine that this process runs on. */
  public static Machine real() {
    return new Machine(
        InstantSource.system(), Ticker.systemTicker(), new SecureRandom(), new DaemonThreads());
  }

  /** An id that nobody else has. */
  public UUID freshId() {
    return freshId(random);
  }

  /** An id that nobody else has: a UUID of version 4 (RFC 9562). */
  public static UUID freshId(RandomGenerator random) {
    long version = (random.nextLong() & ~0xF000L) | 0x4000L;
    long variant = (random.nextLong() >>> 2) | Long.MIN_VALUE;
    return new UUID(version, variant);
  }
}
