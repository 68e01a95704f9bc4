package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.store.DestinationRule;

/** What the user wants done with an object whose destination exists. */
public enum IfExists {
  /** Leave it if it looks like what would be there; replace it otherwise. */
  SKIP,
  /** Replace it always. */
  OVERWRITE,
  /** Refuse that object. */
  FAIL;

  /** What may be done to an object that is already there. */
  public DestinationRule destination() {
    return this == FAIL ? DestinationRule.MUST_BE_ABSENT : DestinationRule.REPLACE;
  }
}
