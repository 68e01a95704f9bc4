package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What pins one state of a file: it has no ETag.
 *
 * @param size its length in bytes
 * @param lastModified when it was written, epoch milliseconds
 */
public record FileState(long size, long lastModified) implements SourceState {
  public FileState {
    checkArgument(size >= 0, "a file cannot have %s bytes", size);
  }
}
