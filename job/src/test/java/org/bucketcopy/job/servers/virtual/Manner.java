package org.bucketcopy.job.servers.virtual;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.Map;

/**
 * How one operation is served.
 *
 * @param latencyMillis from a request's arrival to its answer
 * @param copyBytesPerSecond adds the time that the request's bytes take at this speed; 0 adds none
 * @param tailChance 0..1: requests that take {@code tailFactor} times as long
 * @param faults chance of each, 0..1 and no more than 1 together
 */
public record Manner(
    long latencyMillis,
    long copyBytesPerSecond,
    double tailChance,
    double tailFactor,
    Map<Fault, Double> faults) {

  static final Manner PROMPT = new Manner(0, 0, 0, 10, Map.of());

  public Manner {
    checkArgument(latencyMillis >= 0, "a latency of %s ms", latencyMillis);
    checkArgument(copyBytesPerSecond >= 0, "a speed of %s bytes/s", copyBytesPerSecond);
    checkArgument(tailChance >= 0 && tailChance <= 1, "%s is not a chance", tailChance);
    checkArgument(tailFactor >= 1, "a tail that is %s times as long", tailFactor);
    faults = ImmutableMap.copyOf(faults);
    double all = faults.values().stream().mapToDouble(chance -> chance).sum();
    checkArgument(all <= 1 + 1e-9, "the chances of the faults add up to %s", all);
    checkArgument(faults.values().stream().allMatch(chance -> chance >= 0), "a chance below 0");
  }

  Manner withLatencyMillis(long millis) {
    return new Manner(millis, copyBytesPerSecond, tailChance, tailFactor, faults);
  }

  Manner withCopyBytesPerSecond(long speed) {
    return new Manner(latencyMillis, speed, tailChance, tailFactor, faults);
  }

  Manner withTail(double chance, double factor) {
    return new Manner(latencyMillis, copyBytesPerSecond, chance, factor, faults);
  }

  Manner withFault(Fault fault, double chance) {
    EnumMap<Fault, Double> all = new EnumMap<>(Fault.class);
    all.putAll(faults);
    all.put(fault, chance);
    return new Manner(
        latencyMillis, copyBytesPerSecond, tailChance, tailFactor, Maps.immutableEnumMap(all));
  }

  /**
   * Microseconds from arrival to answer.
   *
   * @param bytes to be copied
   * @param draw 0..1, evenly distributed: decides on the tail
   */
  long delayMicros(long bytes, double draw) {
    double micros =
        latencyMillis * 1e3 + (copyBytesPerSecond == 0 ? 0 : bytes * 1e6 / copyBytesPerSecond);
    return Math.round(draw < tailChance ? micros * tailFactor : micros);
  }
}
