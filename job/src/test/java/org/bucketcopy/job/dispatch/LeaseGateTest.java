package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.stores.registry.BucketLocation;
import org.bucketcopy.job.stores.registry.BucketLocations;
import org.bucketcopy.job.wire.ExecutorSite;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.ObjectWork;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.Room;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.pace.RequestBudgets;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoredObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LeaseGateTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final BucketLocation HERE =
      new BucketLocation(BUCKET, "s3a", Map.of("endpoint", "https://here.example"));

  private record OneCopy() implements Work<StoredObject> {
    @Override
    public ObjectWork item(long id) {
      CopySource source = new CopySource(BUCKET.object("s"), ETag.of("e"), Optional.empty());
      return new ObjectWork(
          id,
          new ObjectCopy(source, BUCKET.object("k"), Optional.empty(), DestinationRule.REPLACE));
    }

    @Override
    public boolean wanted() {
      return true;
    }

    @Override
    public boolean hedgeable() {
      return false;
    }

    @Override
    public long bytesSent() {
      return 0;
    }

    @Override
    public void done(StoredObject result) {}

    @Override
    public void failed(StoreFault fault) {}

    @Override
    public void dropped() {}
  }

  private final WorkQueue queue = new WorkQueue();
  private final LeaseCoordinator coordinator =
      new LeaseCoordinator(
          queue,
          new RequestBudgets(Map.of(), Ticker.systemTicker()),
          Ticker.systemTicker(),
          defect -> {
            throw new IllegalStateException(defect);
          });
  private final List<String> told = new ArrayList<>();
  private final LeaseGate gate =
      new LeaseGate(coordinator, new BucketLocations(List.of(HERE)), told::add);

  @BeforeEach
  void addWork() throws InterruptedException {
    queue.reserve(1);
    queue.add(new OneCopy(), 1);
  }

  @Test
  void aPumpThatReachesTheDriversServiceGetsWork() {
    assertThat(ask("1", "endpoint=https://here.example").items()).hasSize(1);
    assertThat(told).isEmpty();
  }

  @Test
  void aPumpThatReachesAnotherServiceGetsNoneAndIsTold() {
    Lease lease = ask("7", "endpoint=https://elsewhere.example");

    assertThat(lease.items()).isEmpty();
    assertThat(lease.finished()).isTrue();
    assertThat(coordinator.leased()).isZero();
    assertThat(told)
        .singleElement()
        .asString()
        .contains("executor 7")
        .contains("s3://b by endpoint=https://elsewhere.example")
        .contains("the driver by endpoint=https://here.example");
  }

  private Lease ask(String executor, String destination) {
    return gate.answer(
        new LeaseRequest(
            new PumpName(executor, 1),
            new ExecutorSite("host", destination),
            1,
            new Room(5, 0, 1),
            List.of(),
            RequestCounts.NONE,
            Map.of()));
  }
}
