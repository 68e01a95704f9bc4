package org.bucketcopy.job.servers.virtual;

import java.util.Map.Entry;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A behaviour in use: draws the fate of each request, and holds the limit's state. Thread-safe. */
final class Conduct {
  private final Behaviour behaviour;
  private final WriteLimit writeLimit;
  private final AtomicLong requests = new AtomicLong();

  Conduct(Behaviour behaviour) {
    this.behaviour = behaviour;
    this.writeLimit = new WriteLimit(behaviour.writesPerSecond());
  }

  /**
   * What a request meets.
   *
   * @param delayMicros from its arrival to its answer
   */
  record Fate(Optional<Fault> fault, long delayMicros) {}

  Behaviour behaviour() {
    return behaviour;
  }

  /**
   * Draws the fate of one request.
   *
   * @param bytes that it copies
   */
  Fate fate(Operation operation, long bytes) {
    Manner manner = behaviour.manner(operation);
    if (operation.writes() && !writeLimit.pass(System.nanoTime())) {
      return new Fate(Optional.of(Fault.SLOW_DOWN), 0);
    }
    SplittableRandom chance =
        new SplittableRandom(behaviour.seed() * 0x1_0000_0001L + requests.getAndIncrement());
    long delayMicros = manner.delayMicros(bytes, chance.nextDouble());
    return new Fate(
        manner.faults().isEmpty() ? Optional.empty() : draw(manner, chance.nextDouble()),
        delayMicros);
  }

  private static Optional<Fault> draw(Manner manner, double draw) {
    double upTo = 0;
    for (Entry<Fault, Double> fault : manner.faults().entrySet()) {
      upTo += fault.getValue();
      if (draw < upTo) {
        return Optional.of(fault.getKey());
      }
    }
    return Optional.empty();
  }
}
