package org.bucketcopy.planner.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Faults laid down beforehand, for each operation in turn; calls beyond them pass. */
public final class ScriptedFaults implements FaultScript {
  private final Map<StoreOperation, Queue<InjectedFault>> faults =
      new EnumMap<>(StoreOperation.class);
  private final List<StoreOperation> calls = new ArrayList<>();

  /** The next {@code times} calls of {@code operation} fail with {@code fault}. */
  public synchronized ScriptedFaults then(
      StoreOperation operation, InjectedFault fault, int times) {
    faults
        .computeIfAbsent(operation, first -> new ArrayDeque<>())
        .addAll(Collections.nCopies(times, fault));
    return this;
  }

  /** The next call of {@code operation} fails with {@code fault}. */
  public ScriptedFaults then(StoreOperation operation, InjectedFault fault) {
    return then(operation, fault, 1);
  }

  /** How many calls of {@code operation} were made, failed or not. */
  public synchronized int calls(StoreOperation operation) {
    return Collections.frequency(calls, operation);
  }

  @Override
  public synchronized Optional<InjectedFault> next(StoreOperation operation, Object target) {
    calls.add(operation);
    return Optional.ofNullable(faults.getOrDefault(operation, new ArrayDeque<>()).poll());
  }
}
