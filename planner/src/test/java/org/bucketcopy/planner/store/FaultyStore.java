package org.bucketcopy.planner.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A store whose calls fail as a {@link FaultScript} says. */
public final class FaultyStore extends StoreDecorator {
  private final FaultScript script;

  /**
   * @param store does the work of calls that do not fail before it
   * @param script which calls fail, and how
   */
  public FaultyStore(ObjectStore store, FaultScript script) {
    super(store);
    this.script = script;
  }

  @Override
  protected <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
    Optional<InjectedFault> injected = script.next(operation, target);
    if (injected.isEmpty()) {
      return call.get();
    }
    CompletableFuture<T> failed =
        CompletableFuture.failedFuture(
            new StoreException(
                StoreFault.found(injected.get().kind(), operation, target, "injected")));
    return switch (injected.get().moment()) {
      case BEFORE_THE_WORK -> failed;
      case AFTER_THE_WORK -> call.get().thenCompose(lost -> failed);
      case NEVER -> call.get().thenCompose(done -> new CompletableFuture<T>());
    };
  }
}
