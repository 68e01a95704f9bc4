package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.ETag;

/**
 * An object that a store says it has made.
 *
 * @param etag its ETag; empty where CopyObject has answered when it made the object and no more
 * @param versionId its version, where the bucket keeps versions
 * @param contentCrc64 CRC-64/ECMA of the whole content as the store's decimal text, where it has
 *     one
 * @param conditional whether it is known to be of the state of the source that was asked for: the
 *     request named the ETag that the source of a copy must have
 */
public record StoredObject(
    Optional<ETag> etag,
    Optional<String> versionId,
    Optional<String> contentCrc64,
    boolean conditional) {
  /** An object whose ETag is known. */
  public StoredObject(ETag etag, Optional<String> versionId, Optional<String> contentCrc64) {
    this(Optional.of(etag), versionId, contentCrc64);
  }

  /** An object that was made under the condition of the request. */
  public StoredObject(
      Optional<ETag> etag, Optional<String> versionId, Optional<String> contentCrc64) {
    this(etag, versionId, contentCrc64, /* conditional= */ true);
  }

  /** The same, made of a source that may have been in any state. */
  public StoredObject unconditional() {
    return new StoredObject(etag, versionId, contentCrc64, /* conditional= */ false);
  }
}
