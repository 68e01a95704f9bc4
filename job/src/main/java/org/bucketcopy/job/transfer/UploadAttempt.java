package org.bucketcopy.job.transfer;

import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * Which attempt at an object an upload is.
 *
 * @param token marks the upload
 * @param repeated whether it takes the place of a copy that was proved wrong
 * @param plain whether it goes without metadata that is not printable ASCII
 */
record UploadAttempt(UploadToken token, boolean repeated, boolean plain) {
  static UploadAttempt first(UploadToken token) {
    return new UploadAttempt(token, /* repeated= */ false, /* plain= */ false);
  }

  /** What the object carries of {@code wanted}, and the token. */
  ObjectMetadata metadata(ObjectMetadata wanted) {
    return token.addTo(plain ? wanted.plain() : wanted);
  }

  UploadAttempt with(UploadToken other) {
    return new UploadAttempt(other, repeated, plain);
  }

  UploadAttempt again(UploadToken other) {
    return new UploadAttempt(other, /* repeated= */ true, plain);
  }

  UploadAttempt plainly() {
    return new UploadAttempt(token, repeated, /* plain= */ true);
  }
}
