package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.model.ETag;

/**
 * A part that an upload holds.
 *
 * @param partNumber its number, from 1
 * @param etag its ETag
 * @param size its length in bytes
 */
public record CopiedPart(int partNumber, ETag etag, long size) {
  public CopiedPart {
    checkArgument(partNumber >= 1, "part numbers start at 1, not at %s", partNumber);
    checkArgument(size >= 0, "a part cannot have %s bytes", size);
  }
}
