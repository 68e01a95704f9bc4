package org.bucketcopy.job.report;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.store.StoreFault;

/**
 * An object that was not made.
 *
 * @param source as a URI
 * @param size in bytes
 * @param fault why
 */
public record FailedObject(String source, long size, StoreFault fault) {
  public FailedObject {
    checkArgument(size >= 0, "no object has %s bytes", size);
  }

  /** About how many characters it takes to show. */
  int length() {
    return source.length() + fault.message().length() + fault.requestId().length();
  }
}
