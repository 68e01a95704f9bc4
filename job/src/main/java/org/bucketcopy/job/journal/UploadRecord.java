package org.bucketcopy.job.journal;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.store.UploadHandle;

/**
 * A multipart upload that was initiated, with all that is needed to resume it or to abort it.
 *
 * @param source what its parts are taken from, in one state; the storage class is not part of it
 * @param destination the object that it will make
 * @param layout how the object is cut: an upload is resumed only by a plan that cuts it alike
 * @param uploadId the destination store's name for the upload
 * @param token what marks the upload, and the object it makes, as ours
 */
public record UploadRecord(
    SourceEntry source,
    ObjectLocation destination,
    PartLayout layout,
    String uploadId,
    String token) {
  /**
   * An upload whose parts are all of one size, but for the last.
   *
   * @param partSize that size in bytes
   */
  public UploadRecord(
      SourceEntry source,
      ObjectLocation destination,
      long partSize,
      String uploadId,
      String token) {
    this(source, destination, new PartLayout(source.size(), partSize), uploadId, token);
  }

  public UploadRecord {
    checkArgument(
        layout.size() == source.size(),
        "%s has %s bytes, its parts have %s",
        destination,
        source.size(),
        layout.size());
    checkArgument(!uploadId.isBlank(), "the upload of %s has no id", destination);
    checkArgument(!token.isBlank(), "the upload of %s has no token", destination);
  }

  /** The upload as stores want it named. */
  public UploadHandle handle() {
    return new UploadHandle(destination, uploadId);
  }
}
