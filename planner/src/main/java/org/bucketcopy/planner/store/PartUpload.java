package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A part to be made of one body.
 *
 * @param upload the upload the part belongs to
 * @param partNumber its number, from 1
 */
public record PartUpload(UploadHandle upload, int partNumber) {
  public PartUpload {
    checkArgument(partNumber >= 1, "part numbers start at 1, not at %s", partNumber);
  }
}
