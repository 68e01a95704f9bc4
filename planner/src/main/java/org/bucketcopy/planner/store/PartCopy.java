package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.model.ByteRange;

/**
 * A copy of one range into one part.
 *
 * @param upload the upload the part belongs to
 * @param partNumber its number, from 1
 * @param source what to copy from
 * @param range which bytes
 */
public record PartCopy(UploadHandle upload, int partNumber, CopySource source, ByteRange range) {
  public PartCopy {
    checkArgument(partNumber >= 1, "part numbers start at 1, not at %s", partNumber);
  }

  /** The same without a word to the store of the source's ETag. */
  PartCopy unconditional() {
    return new PartCopy(upload, partNumber, source.unconditional(), range);
  }
}
