package org.bucketcopy.job.servers;

/**
 * What a store, or something between it and the job, answers otherwise than S3, OSS and BOS say.
 * What is refused does nothing.
 */
public enum AnswerQuirk {
  /** The tags of an object that has none are answered 404 NoSuchTagSet. */
  NO_TAG_SET,
  /** Nobody may read tags: 403. */
  TAGS_NOT_READABLE,
  /** Nobody may give tags to an object: 403, also if a copy would have some. */
  TAGS_NOT_WRITABLE,
  /** The store does not know tags: 501. */
  TAGS_NOT_IMPLEMENTED,
  /** The tags of an object are told without their values. */
  TAGS_WITHOUT_VALUE,
  /** The tags of an object are told without their keys. */
  TAGS_WITHOUT_KEY,
  /** A copy under a condition on its source is answered 501. */
  IF_MATCH_NOT_IMPLEMENTED,
  /** The header ETag is weak, as from a proxy that compresses: {@code W/"x"}. */
  WEAK_ETAGS,
  /** No ETag has quotes. */
  BARE_ETAGS,
  /** The header ETag is in upper case, whatever listings have. */
  UPPER_CASE_ETAGS,
  /** CopyObject does not name the ETag of the copy. */
  COPY_WITHOUT_ETAG,
  /** UploadPartCopy does not name the ETag of the part. */
  PART_WITHOUT_ETAG,
  /** Complete does not name the ETag of the object. */
  COMPLETE_WITHOUT_ETAG,
  /** HEAD does not tell the length of an object. */
  HEAD_WITHOUT_LENGTH
}
