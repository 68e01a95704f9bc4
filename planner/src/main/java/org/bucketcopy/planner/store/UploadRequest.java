package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * The multipart upload to start.
 *
 * @param destination the object that it will make
 * @param metadata all that the object shall carry, our token among its user metadata
 * @param rule what to do if the destination exists
 * @param parts where their bytes come from
 * @param checksum of which algorithm the store is to make a checksum of each part that it copies,
 *     and of the object; empty for none. Only for stores with {@link Ability#COPY_CHECKSUMS}
 */
public record UploadRequest(
    ObjectLocation destination,
    ObjectMetadata metadata,
    DestinationRule rule,
    Parts parts,
    Optional<ChecksumAlgorithm> checksum) {
  /** Where the bytes of an upload's parts come from. */
  public enum Parts {
    /** The store copies them. */
    COPIED,
    /** They are sent. A store may want to know that, to verify a checksum of each. */
    SENT
  }

  /** An upload of which no checksum is asked for. */
  public UploadRequest(
      ObjectLocation destination, ObjectMetadata metadata, DestinationRule rule, Parts parts) {
    this(destination, metadata, rule, parts, Optional.empty());
  }

  /** An upload whose parts are copied. */
  public UploadRequest(ObjectLocation destination, ObjectMetadata metadata, DestinationRule rule) {
    this(destination, metadata, rule, Parts.COPIED);
  }
}
