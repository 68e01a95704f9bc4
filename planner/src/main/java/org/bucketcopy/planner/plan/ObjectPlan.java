package org.bucketcopy.planner.plan;

/** How one object is copied. */
public sealed interface ObjectPlan permits CopyWhole, CopyByParts, Refused {
  /** The object and where it goes. */
  CopyPair pair();
}
