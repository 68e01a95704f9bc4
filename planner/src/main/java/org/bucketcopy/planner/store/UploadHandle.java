package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.Printable;

/**
 * A multipart upload that a store has started.
 *
 * @param destination the object that it will make
 * @param uploadId the store's name for it
 */
public record UploadHandle(ObjectLocation destination, String uploadId) {
  public UploadHandle {
    checkArgument(!uploadId.isBlank(), "the upload of %s has no id", destination);
  }

  /** {@code the upload ID of scheme://bucket/key}, as people read it. */
  @Override
  public String toString() {
    return "the upload " + Printable.of(uploadId) + " of " + destination;
  }
}
