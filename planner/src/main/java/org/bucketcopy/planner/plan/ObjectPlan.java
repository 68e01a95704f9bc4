package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.source.TransferPair;

/** How one object comes to its destination. */
public sealed interface ObjectPlan
    permits CopyWhole, CopyByParts, UploadWhole, UploadByParts, Refused {
  /** What goes where. */
  TransferPair pair();
}
