package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;

/**
 * An object that a store says it has made.
 *
 * @param etag its ETag; empty where CopyObject has answered when it made the object and no more
 * @param versionId its version, where the bucket keeps versions
 * @param checksums those of its content that the answer has
 * @param conditional whether it is known to be of the state of the source that was asked for: the
 *     request named the ETag that the source of a copy must have
 */
public record StoredObject(
    Optional<ETag> etag,
    Optional<String> versionId,
    ContentChecksums checksums,
    boolean conditional) {
  /** An object whose ETag is known. */
  public StoredObject(ETag etag, Optional<String> versionId, ContentChecksums checksums) {
    this(Optional.of(etag), versionId, checksums);
  }

  /** An object that was made under the condition of the request. */
  public StoredObject(Optional<ETag> etag, Optional<String> versionId, ContentChecksums checksums) {
    this(etag, versionId, checksums, /* conditional= */ true);
  }

  /** The same, made of a source that may have been in any state. */
  public StoredObject unconditional() {
    return new StoredObject(etag, versionId, checksums, /* conditional= */ false);
  }
}
