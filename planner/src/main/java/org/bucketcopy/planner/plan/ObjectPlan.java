package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.source.TransferPair;

/** How one object is copied. */
public sealed interface ObjectPlan permits CopyWhole, CopyByParts, Refused {
  /** What goes where. */
  TransferPair pair();
}
