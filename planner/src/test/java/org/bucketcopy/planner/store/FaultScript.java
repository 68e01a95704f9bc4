package org.bucketcopy.planner.store;

import java.util.Optional;

/** Which calls of a {@link FaultyStore} fail. Asked once for each call, from any thread. */
@FunctionalInterface
public interface FaultScript {
  /** The fault of this call; empty to let it pass. */
  Optional<InjectedFault> next(StoreOperation operation, Object target);
}
