package org.bucketcopy.job.journal;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.UploadHandle;

/**
 * A multipart upload that was initiated, with all that is needed to resume it or to abort it.
 *
 * @param source what it copies
 * @param identity the state of the source that its parts are taken from
 * @param destination the object that it will make
 * @param size of the source, in bytes
 * @param partSize of every part but the last, in bytes
 * @param uploadId the destination store's name for the upload
 * @param token what marks the upload, and the object it makes, as ours
 */
public record UploadRecord(
    ObjectLocation source,
    ObjectIdentity identity,
    ObjectLocation destination,
    long size,
    long partSize,
    String uploadId,
    String token) {
  public UploadRecord {
    checkArgument(
        size == identity.size(), "%s has %s bytes, not %s", source, identity.size(), size);
    checkArgument(partSize > 0, "a part of %s cannot have %s bytes", destination, partSize);
    checkArgument(!uploadId.isBlank(), "the upload of %s has no id", destination);
    checkArgument(!token.isBlank(), "the upload of %s has no token", destination);
  }

  /** The upload as stores want it named. */
  public UploadHandle handle() {
    return new UploadHandle(destination, uploadId);
  }
}
