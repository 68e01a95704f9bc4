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
 * @param whole whether these are all that the source has, and no range is to be named: Amazon S3
 *     refuses ranges of sources of up to 5 MiB (UploadPartCopy, {@code x-amz-copy-source-range})
 */
public record PartCopy(
    UploadHandle upload, int partNumber, CopySource source, ByteRange range, boolean whole) {
  /** A copy of a range that the store is told. */
  public PartCopy(UploadHandle upload, int partNumber, CopySource source, ByteRange range) {
    this(upload, partNumber, source, range, /* whole= */ false);
  }

  public PartCopy {
    checkArgument(partNumber >= 1, "part numbers start at 1, not at %s", partNumber);
    checkArgument(!whole || range.first() == 0, "what begins at %s is not all", range.first());
  }

  /** The same without a word to the store of the source's ETag. */
  PartCopy unconditional() {
    return new PartCopy(upload, partNumber, source.unconditional(), range, whole);
  }
}
