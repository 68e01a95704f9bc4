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
public record ObjectIdentity(ETag etag, Optional<String> versionId, long size, long lastModified)
    implements SourceState {
  public ObjectIdentity {
    checkArgument(size >= 0, "an object cannot have %s bytes", size);
  }

  /**
   * Whether {@code later} is still the very same state: an object that was overwritten and put back
   * meanwhile has its old ETag and another time. Both must come from a HEAD. Most stores report
   * whole seconds, so what happens within the second in which the object was written goes
   * unnoticed.
   */
  public boolean sameState(ObjectIdentity later) {
    return sameContent(later) && lastModified == later.lastModified;
  }

  /**
   * Whether {@code other} has the same content: the same ETag and size, and the same version where
   * both name one. The time does not count, since some stores round it differently in a listing and
   * in a HEAD.
   */
  public boolean sameContent(ObjectIdentity other) {
    boolean sameVersion =
        versionId.isEmpty() || other.versionId.isEmpty() || versionId.equals(other.versionId);
    return sameVersion && etag.equals(other.etag) && size == other.size;
  }
}
