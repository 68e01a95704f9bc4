package org.bucketcopy.planner.pace;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.VirtualTime;

/** A store that accepts so many requests in a second, a tenth of a second's at once. */
final class LimitedStore extends StoreDecorator {
  private static final double BURST_SECONDS = 0.1;
  private static final long REFUSAL_MILLIS = 2;

  private final VirtualTime time;
  private final long latencyMillis;
  private double limit;
  private double permits;
  private double permitsSeconds;
  private long accepted;
  private long refused;
  private int refusedOneIn = Integer.MAX_VALUE;

  LimitedStore(ObjectStore store, VirtualTime time, double limit, long latencyMillis) {
    super(store);
    this.time = time;
    this.latencyMillis = latencyMillis;
    limit(limit);
  }

  /** Refuses one in so many requests, however few there are. */
  void refuseOneIn(int requests) {
    refusedOneIn = requests;
  }

  void limit(double perSecond) {
    limit = perSecond;
    permits = Math.max(1, BURST_SECONDS * perSecond);
    permitsSeconds = time.seconds();
  }

  long accepted() {
    return accepted;
  }

  long refused() {
    return refused;
  }

  @Override
  protected <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
    double now = time.seconds();
    permits =
        Math.min(Math.max(1, BURST_SECONDS * limit), permits + limit * (now - permitsSeconds));
    permitsSeconds = now;
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean chosen = (accepted + refused) % refusedOneIn == refusedOneIn - 1;
    if (permits >= 1 && !chosen) {
      permits -= 1;
      accepted++;
      T value = call.get().toCompletableFuture().join();
      time.after(latencyMillis, () -> answer.complete(value));
    } else {
      refused++;
      StoreFault fault =
          StoreFault.found(StoreFault.Kind.THROTTLED, operation, target, "slow down");
      time.after(REFUSAL_MILLIS, () -> answer.completeExceptionally(new StoreException(fault)));
    }
    return answer;
  }
}
