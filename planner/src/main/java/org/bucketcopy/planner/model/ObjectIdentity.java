package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * What pins one state of an object: a copy that was planned for one identity must never mix in
 * bytes of another.
 *
 * @param etag the object's ETag
 * @param versionId its version, where the bucket keeps versions and the answer named it
 * @param size its length in bytes
 * @param lastModified when it was written, epoch milliseconds
 */
public record ObjectIdentity(ETag etag, Optional<String> versionId, long size, long lastModified) {
  public ObjectIdentity {
    checkArgument(size >= 0, "an object cannot have %s bytes", size);
  }

  /**
   * Whether {@code later} is still the same state. The version decides where both have one; ETag
   * and size decide otherwise. The time does not, since some stores round it differently in a
   * listing and in a HEAD.
   */
  public boolean sameState(ObjectIdentity later) {
    boolean sameVersion =
        versionId.isEmpty() || later.versionId.isEmpty() || versionId.equals(later.versionId);
    return sameVersion && etag.equals(later.etag) && size == later.size;
  }
}
