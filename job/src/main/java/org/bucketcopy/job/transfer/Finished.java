package org.bucketcopy.job.transfer;

import java.util.Optional;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.store.StoreFault;

/** What came of completing an upload that the store did not refuse to complete. */
sealed interface Finished {
  /**
   * The object is at the destination and is the copy that was planned.
   *
   * @param object with the tags that it has
   * @param tagLoss why it is without those of its source, a sentence; empty if it is not
   * @param proof what shows that it is the one
   */
  record Proven(ObjectInfo object, Optional<String> tagLoss, Proof proof) implements Finished {}

  /** The store lacks parts that it had answered for; the upload knows now which. */
  record PartsMissing() implements Finished {}

  /**
   * The object that the upload made is no copy of the source, or lacks what it must not lack.
   *
   * @param fault in what
   * @param found the object as it was looked at
   * @param ours whether it is as the store said it had made it, so that nobody else can have
   *     written it since
   */
  record Wrong(StoreFault fault, ObjectIdentity found, boolean ours) implements Finished {}

  /** The object may be at the destination, or come there yet, and could not be looked at. */
  record Unproven(StoreFault fault) implements Finished {}
}
