package org.bucketcopy.job.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.bucketcopy.job.wire.LeaseRequest;
import org.bucketcopy.job.wire.PumpName;
import org.bucketcopy.job.wire.Room;
import org.bucketcopy.job.wire.WorkItem;

/** What one lease gives a pump, as far as the pump has room. Not thread-safe. */
final class LeaseItems {
  private final PumpName pump;
  private final Room room;
  private final List<WorkItem<?>> given;
  private long bytes;

  LeaseItems(LeaseRequest request) {
    this.pump = request.pump();
    this.room = request.room();
    this.given = new ArrayList<>(room.requests());
  }

  /** How many more items the pump can start now. */
  int requestsLeft() {
    return bytesLeft() > 0 ? Math.max(0, room.requests() - given.size()) : 0;
  }

  /** How many more bytes may be held; none if it is not positive. */
  long bytesLeft() {
    return room.bytes() - bytes;
  }

  void give(LeasedWork<?> work, long nowNanos) {
    work.leaseTo(pump, nowNanos);
    given.add(work.item());
    bytes += work.item().bytes();
  }

  List<WorkItem<?>> given() {
    return given;
  }
}
