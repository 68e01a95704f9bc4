package org.bucketcopy.planner.store;

import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * The multipart upload to start.
 *
 * @param destination the object that it will make
 * @param metadata all that the object shall carry, our token among its user metadata
 * @param rule what to do if the destination exists
 * @param parts where their bytes come from
 */
public record UploadRequest(
    ObjectLocation destination, ObjectMetadata metadata, DestinationRule rule, Parts parts) {
  /** Where the bytes of an upload's parts come from. */
  public enum Parts {
    /** The store copies them. */
    COPIED,
    /** They are sent. A store may want to know that, to verify a checksum of each. */
    SENT
  }

  /** An upload whose parts are copied. */
  public UploadRequest(ObjectLocation destination, ObjectMetadata metadata, DestinationRule rule) {
    this(destination, metadata, rule, Parts.COPIED);
  }
}
