package org.bucketcopy.job.fuzz;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is to happen at a server's requests, for servers that have no script of their own.
 * Thread-safe.
 *
 * @param <F> how the server answers one request otherwise
 */
final class Script<F> {
  private static final class Scene<F> {
    private final AtomicInteger arrived = new AtomicInteger();
    private final Map<Integer, Runnable> actions = new ConcurrentHashMap<>();
    private final Queue<F> faults = new ConcurrentLinkedQueue<>();
  }

  private final Map<Call, Scene<F>> scenes = new EnumMap<>(Call.class);
  private volatile Optional<F> always = Optional.empty();

  Script() {
    for (Call call : Call.values()) {
      scenes.put(call, new Scene<>());
    }
  }

  /** The next request that nothing is meant for yet meets this. */
  void next(Call call, F fault) {
    scene(call).faults.add(fault);
  }

  /** Every request meets this. */
  void always(F fault) {
    always = Optional.of(fault);
  }

  void at(Call call, int nth, Runnable action) {
    scene(call).actions.put(nth, action);
  }

  /** Nothing is to happen any more. */
  void clear() {
    always = Optional.empty();
    scenes
        .values()
        .forEach(
            scene -> {
              scene.actions.clear();
              scene.faults.clear();
            });
  }

  /** A request has arrived: what it is to meet. */
  Optional<F> arrived(Call call) {
    Scene<F> scene = scene(call);
    Optional.ofNullable(scene.actions.remove(scene.arrived.incrementAndGet()))
        .ifPresent(Runnable::run);
    return always.or(() -> Optional.ofNullable(scene.faults.poll()));
  }

  private Scene<F> scene(Call call) {
    return Optional.ofNullable(scenes.get(call)).orElseThrow();
  }
}
