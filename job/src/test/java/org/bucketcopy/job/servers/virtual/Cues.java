package org.bucketcopy.job.servers.virtual;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.job.servers.OddAnswer;

/**
 * What is to happen at one certain request, for tests that want one fault at one place rather than
 * chances. Thread-safe.
 */
public final class Cues {
  private final Map<Operation, Script> scripts = new EnumMap<>(Operation.class);
  private final Queue<Operation> brokenOff = new ConcurrentLinkedQueue<>();

  private static final class Script {
    private final AtomicLong arrived = new AtomicLong();
    private final Map<Long, Runnable> actions = new ConcurrentHashMap<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<OddAnswer> oddities = new ConcurrentLinkedQueue<>();
  }

  Cues() {
    for (Operation operation : Operation.values()) {
      scripts.put(operation, new Script());
    }
  }

  /** The next request of this operation that no earlier call took meets the fault. */
  public void next(Operation operation, Fault fault) {
    script(operation).faults.add(fault);
  }

  /** The next request of this operation that no earlier call took is answered so, unworked. */
  public void next(Operation operation, OddAnswer answer) {
    script(operation).oddities.add(answer);
  }

  /** The connection of the next request of this operation is reset when half its body has come. */
  public void breakOffNext(Operation operation) {
    brokenOff.add(operation);
  }

  /**
   * Runs an action on the server's thread when the n-th request of this operation since the start
   * has arrived, before its work is done.
   *
   * @param nth from 1
   */
  public void at(Operation operation, long nth, Runnable action) {
    script(operation).actions.put(nth, action);
  }

  /** Nothing is to happen any more. */
  public void clear() {
    brokenOff.clear();
    scripts
        .values()
        .forEach(
            script -> {
              script.actions.clear();
              script.faults.clear();
              script.oddities.clear();
            });
  }

  /** Notes an arrival, runs what was to be run, and says what the request is to meet. */
  Optional<Fault> arrived(Operation operation) {
    Script script = script(operation);
    long nth = script.arrived.incrementAndGet();
    if (!script.actions.isEmpty()) {
      Optional.ofNullable(script.actions.remove(nth)).ifPresent(Runnable::run);
    }
    return script.faults.isEmpty() ? Optional.empty() : Optional.ofNullable(script.faults.poll());
  }

  /** How the request that has arrived is answered in place of any work. */
  Optional<OddAnswer> odd(Operation operation) {
    return Optional.ofNullable(script(operation).oddities.poll());
  }

  /** Whether some request is to be broken off. */
  boolean breakOff() {
    return !brokenOff.isEmpty();
  }

  /** Whether the request that arrives is broken off. */
  boolean breaksOff(Operation operation) {
    return brokenOff.remove(operation);
  }

  private Script script(Operation operation) {
    return Optional.ofNullable(scripts.get(operation)).orElseThrow();
  }
}
