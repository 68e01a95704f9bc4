package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What the user wants of the plan, as far as the store's limits allow.
 *
 * @param partSize length of a part in bytes
 * @param multipartThreshold objects of this many bytes or more are copied by parts
 */
public record PlanSettings(long partSize, long multipartThreshold) {
  public PlanSettings {
    checkArgument(partSize >= 1, "parts cannot have %s bytes", partSize);
    checkArgument(multipartThreshold >= 0, "a threshold cannot be negative");
  }
}
