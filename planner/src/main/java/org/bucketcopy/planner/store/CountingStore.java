package org.bucketcopy.planner.store;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Counts every call of a store, and measures how long it takes. */
public final class CountingStore extends StoreDecorator {
  private final RequestTally tally;

  /**
   * @param store the store whose calls are counted
   * @param tally where they are counted
   */
  public CountingStore(ObjectStore store, RequestTally tally) {
    super(store);
    this.tally = tally;
  }

  @Override
  protected <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
    long sent = tally.sent(operation);
    return call.get()
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                tally.succeeded(operation, sent);
              } else {
                tally.failed(StoreException.kindOf(failure));
              }
            });
  }
}
