package org.bucketcopy.job.dispatch;

import com.google.common.base.Joiner;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bucketcopy.job.stores.registry.BucketLocations;
import org.bucketcopy.job.wire.Lease;
import org.bucketcopy.job.wire.LeaseRequest;

/**
 * Lets those pumps to the coordinator that reach the buckets of a run where the driver does. Others
 * get no work: what they would copy is in another service.
 */
public final class LeaseGate {
  private final LeaseCoordinator coordinator;
  private final BucketLocations destination;
  private final Consumer<String> astray;

  /**
   * @param coordinator answers the pumps
   * @param destination where the driver reaches them
   * @param astray notified, in a sentence, of each pump that reaches another place; on Spark's
   *     threads
   */
  public LeaseGate(
      LeaseCoordinator coordinator, BucketLocations destination, Consumer<String> astray) {
    this.coordinator = coordinator;
    this.destination = destination;
    this.astray = astray;
  }

  Lease answer(LeaseRequest request) {
    if (request.site().destination().equals(destination.toString())) {
      return coordinator.answer(request);
    }
    astray.accept(
        String.format(
            "executor %s would work on another service: it reaches %s by %s, and the driver by"
                + " %s",
            request.pump().executor(),
            Joiner.on(" and ").join(destination.buckets()),
            request.site().destination(),
            destination));
    return new Lease(List.of(), 0, Map.of(), 0, true);
  }

  /** As {@link LeaseCoordinator#defect}. */
  void defect(Throwable defect) {
    coordinator.defect(defect);
  }
}
