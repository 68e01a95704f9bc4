package org.bucketcopy.job.transfer;

import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * Which attempt at an object an upload is.
 *
 * @param token marks the upload
 * @param repeated whether it takes the place of a copy that was proved wrong
 * @param plain whether it goes without metadata that is not printable ASCII
 * @param summed whether the store is asked for checksums of what it copies
 * @param cutForGood whether its layout stays, whatever ETag its parts make
 */
record UploadAttempt(
    UploadToken token, boolean repeated, boolean plain, boolean summed, boolean cutForGood) {
  static UploadAttempt first(UploadToken token) {
    return new UploadAttempt(
        token, /* repeated= */ false, /* plain= */ false, /* summed= */ true, true);
  }

  /** What the object carries of {@code wanted}, and the token. */
  ObjectMetadata metadata(ObjectMetadata wanted) {
    return token.addTo(plain ? wanted.plain() : wanted);
  }

  UploadAttempt with(UploadToken other) {
    return new UploadAttempt(other, repeated, plain, summed, cutForGood);
  }

  UploadAttempt again() {
    return new UploadAttempt(token, /* repeated= */ true, plain, summed, cutForGood);
  }

  UploadAttempt plainly() {
    return new UploadAttempt(token, repeated, /* plain= */ true, summed, cutForGood);
  }

  UploadAttempt withoutChecksum() {
    return new UploadAttempt(token, repeated, plain, /* summed= */ false, cutForGood);
  }

  UploadAttempt cut(boolean forGood) {
    return new UploadAttempt(token, repeated, plain, summed, forGood);
  }
}
