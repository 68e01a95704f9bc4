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
  private final long mostSent;
  private long held;
  private long sent;

  /**
   * @param mostSent how many bytes the items may send; only the last may have more than there is
   *     room for
   */
  LeaseItems(LeaseRequest request, long mostSent) {
    this.pump = request.pump();
    this.room = request.room();
    this.mostSent = mostSent;
    this.given = new ArrayList<>(room.requests());
  }

  /** How many more items the pump can start now. */
  int requestsLeft() {
    return heldLeft() > 0 && sentLeft() > 0 ? Math.max(0, room.requests() - given.size()) : 0;
  }

  /** How many more bytes may be held; none if it is not positive. */
  long heldLeft() {
    return room.bytes() - held;
  }

  /** How many more bytes may be sent; none if it is not positive. */
  long sentLeft() {
    return mostSent - sent;
  }

  void give(LeasedWork<?> work, long nowNanos) {
    work.leaseTo(pump, nowNanos);
    given.add(work.item());
    held += work.item().bytes();
    sent += work.item().bytesSent();
  }

  List<WorkItem<?>> given() {
    return given;
  }
}
