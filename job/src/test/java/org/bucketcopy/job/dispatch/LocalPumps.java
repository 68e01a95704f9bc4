package org.bucketcopy.job.dispatch;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.MoreExecutors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.bucketcopy.job.wire.ExecutorResources;
import org.bucketcopy.job.wire.ExecutorSite;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.planner.pace.RequestPacers;
import org.bucketcopy.planner.store.RequestCounts;

/** Pumps on threads of this JVM, which reach their coordinator without Spark. */
public final class LocalPumps {
  private static final ScheduledExecutorService TIMER =
      MoreExecutors.getExitingScheduledExecutorService(new ScheduledThreadPoolExecutor(1));

  private final List<CompletableFuture<Void>> pumps = new ArrayList<>();

  /**
   * Starts pumps that share one window.
   *
   * @param count how many
   * @param inFlight most requests in flight of all together
   * @param resources what they copy with
   */
  public LocalPumps(
      LeaseCoordinator coordinator, int count, int inFlight, ExecutorResources resources) {
    RequestWindow window = new RequestWindow(OptionalInt.of(inFlight), 1, 1);
    RequestPacers unlimited = new RequestPacers(Ticker.systemTicker(), TIMER);
    ExecutorContext context =
        new ExecutorContext(
            new ExecutorSite("host", "here"),
            window,
            unlimited,
            resources,
            () -> RequestCounts.NONE,
            () -> {});
    for (int i = 0; i < count; i++) {
      CopyPump pump = new CopyPump(new PumpName("test", i), coordinator::answer, context);
      pumps.add(CompletableFuture.runAsync(() -> run(pump)));
    }
  }

  private static void run(CopyPump pump) {
    try {
      pump.run();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the coordinator has told all of them to end. */
  public void join() {
    pumps.forEach(CompletableFuture::join);
  }
}
