package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * What pins one state of a file.
 *
 * @param size its length in bytes
 * @param lastModified when it was written, epoch milliseconds
 * @param etag what its file system calls this state, whatever that says of the bytes; empty where
 *     it has no such name
 */
public record FileState(long size, long lastModified, Optional<ETag> etag) implements SourceState {
  /** A state that the file system has no name for. */
  public FileState(long size, long lastModified) {
    this(size, lastModified, Optional.empty());
  }

  public FileState {
    checkArgument(size >= 0, "a file cannot have %s bytes", size);
  }
}
