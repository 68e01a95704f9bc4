package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What the user wants of the plan, as far as the store's limits allow.
 *
 * @param partSize length of a part in bytes
 * @param multipartThreshold objects of this many bytes or more are copied by parts
 * @param etags what is wanted of the ETags of copies; if they are to be those of their sources,
 *     neither size counts where the ETag of a source tells how many parts it has
 */
public record PlanSettings(long partSize, long multipartThreshold, EtagRule etags) {
  /** Copies may have any ETag. */
  public PlanSettings(long partSize, long multipartThreshold) {
    this(partSize, multipartThreshold, EtagRule.ANY);
  }

  public PlanSettings {
    checkArgument(partSize >= 1, "parts cannot have %s bytes", partSize);
    checkArgument(multipartThreshold >= 0, "a threshold cannot be negative");
  }
}
