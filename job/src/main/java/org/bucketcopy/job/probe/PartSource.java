package org.bucketcopy.job.probe;

import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.UploadHandle;

/**
 * What the part of a probe is copied from.
 *
 * @param object as it was seen
 * @param range which bytes of it
 */
public record PartSource(SourceObject object, ByteRange range) {
  /** No object has this content. */
  private static final ETag WRONG = ETag.of("0".repeat(32));

  /**
   * The bytes of a smallest part of {@code object}.
   *
   * @param limits of the store that copies, which {@link #allows} it
   */
  public static PartSource of(SourceObject object, StoreLimits limits) {
    return new PartSource(object, new ByteRange(0, limits.minPartSize() - 1));
  }

  /**
   * Whether a range of an object of {@code size} bytes can be copied: S3 refuses ranges of one that
   * is no larger than its smallest part.
   */
  public static boolean allows(long size, StoreLimits limits) {
    return size > limits.minPartSize();
  }

  /** The copy that must succeed. */
  PartCopy right(UploadHandle upload) {
    return new PartCopy(upload, 1, CopySource.of(object.location(), object.identity()), range);
  }

  /** The copy that must be refused: of the same object, if it had another ETag. */
  PartCopy wrong(UploadHandle upload) {
    CopySource other = new CopySource(object.location(), WRONG, object.identity().versionId());
    return new PartCopy(upload, 2, other, range);
  }

  /** The upload as a journal keeps it. */
  UploadRecord record(UploadHandle upload, UploadToken token) {
    return new UploadRecord(
        object, upload.destination(), range.length(), upload.uploadId(), token.value());
  }
}
