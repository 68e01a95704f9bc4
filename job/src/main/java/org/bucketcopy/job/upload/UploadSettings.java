package org.bucketcopy.job.upload;

import java.util.Optional;
import org.bucketcopy.job.filesystem.EmptyDirectories;
import org.bucketcopy.job.run.TransferSettings;

/**
 * What an upload shall do.
 *
 * @param emptyDirectories what becomes of directories that hold nothing
 * @param attributes what objects shall carry
 * @param transfer what it has in common with other runs
 */
public record UploadSettings(
    EmptyDirectories emptyDirectories, ObjectAttributes attributes, TransferSettings transfer) {
  /** The same where settings of the destination's store name a storage class of its objects. */
  UploadSettings orIn(Optional<String> storageClass) {
    return new UploadSettings(emptyDirectories, attributes.orIn(storageClass), transfer);
  }
}
