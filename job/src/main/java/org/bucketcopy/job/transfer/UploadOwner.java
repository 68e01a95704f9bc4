package org.bucketcopy.job.transfer;

import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadedPart;

/** What becomes of an upload. */
interface UploadOwner {
  /** One part is in. */
  void partUploaded(ActiveUpload upload, UploadedPart part);

  /** All parts are in. */
  void allPartsUploaded(ActiveUpload upload);

  /** A part failed; {@code notAssigned} parts were never assigned. */
  void firstFailure(ActiveUpload upload, int notAssigned);

  /** A part failed and no other is under way. */
  void drained(ActiveUpload upload, StoreFault fault);
}
