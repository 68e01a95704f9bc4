package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * The pinned source of a copy: the store refuses with {@link StoreFault.Kind#SOURCE_CHANGED} if the
 * object has another ETag, as far as it can ({@link Ability#PART_COPY_IF_MATCH}, {@link
 * Ability#COPY_OBJECT_IF_MATCH}).
 *
 * @param object where it is
 * @param etag the ETag it must have
 * @param versionId the version to read; empty for the current one
 * @param conditional whether the request names the ETag
 */
public record CopySource(
    ObjectLocation object, ETag etag, Optional<String> versionId, boolean conditional) {
  /** A source whose ETag the request names. */
  public CopySource(ObjectLocation object, ETag etag, Optional<String> versionId) {
    this(object, etag, versionId, /* conditional= */ true);
  }

  /** {@code object} in the state {@code identity}. */
  public static CopySource of(ObjectLocation object, ObjectIdentity identity) {
    return new CopySource(object, identity.etag(), identity.versionId());
  }

  /** The same without a word to the store of the ETag. */
  public CopySource unconditional() {
    return new CopySource(object, etag, versionId, /* conditional= */ false);
  }

  /** The ETag as the condition of a request needs it, in quotes; empty if it is to have none. */
  public Optional<String> ifMatch() {
    return conditional ? Optional.of(etag.quoted()) : Optional.empty();
  }
}
