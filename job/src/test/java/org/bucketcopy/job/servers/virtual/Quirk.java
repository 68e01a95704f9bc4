package org.bucketcopy.job.servers.virtual;

/** What some server that speaks S3 does otherwise than S3, or only once it is broken. */
public enum Quirk {
  /** Copies do not look at {@code x-amz-copy-source-if-match}. */
  IGNORED_IF_MATCH,
  /** Nothing looks at {@code If-None-Match}. */
  IGNORED_IF_NONE_MATCH,
  /** Complete makes an object of other content, and answers its ETag. */
  WRONG_COMPLETE,
  /** CopyObject makes an object of other content, and answers its ETag. */
  WRONG_COPY,
  /** CopyObject gives the copy an ETag of its own, as under SSE-KMS. */
  FRESH_COPY_ETAG,
  /** Complete answers InvalidPart. */
  INVALID_PART,
  /** A part that is not the last may be of any size. */
  SMALL_PARTS,
  /** One bit of what is sent arrives as another. */
  OTHER_BYTES,
  /** The answer to what was sent has the digest of other bytes. */
  OTHER_DIGEST,
  /** ListParts shows each part larger by a byte than it is. */
  OTHER_PART_SIZES
}
