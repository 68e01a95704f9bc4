package org.bucketcopy.planner.store;

/**
 * A promise of {@link ObjectStore} that some real server does not keep, whatever the client does.
 * What a server keeps is the answer of its {@link StoreHarness#supports}.
 */
public enum Promise {
  /** UploadPartCopy refuses a source with another ETag; otherwise it copies the changed source. */
  PART_COPY_IF_MATCH,
  /** CopyObject refuses a source with another ETag; otherwise it copies the changed source. */
  COPY_OBJECT_IF_MATCH,
  /** A range that ends past the end of the source is refused, not cut. */
  RANGE_PAST_END_REFUSED,
  /** The answer to CompleteMultipartUpload names the ETag; without it the outcome is unknown. */
  COMPLETE_NAMES_ETAG,
  /** A part for an upload that was aborted is refused. */
  UNKNOWN_UPLOAD_REFUSED,
  /** ListParts tells that an upload was aborted. */
  LIST_PARTS_SEES_GONE,
  /** CompleteMultipartUpload tells that an upload was aborted. */
  COMPLETE_SEES_GONE,
  /** CompleteMultipartUpload can be told to leave an existing destination. */
  COMPLETE_IF_ABSENT,
  /** CopyObject can be told to leave an existing destination. */
  COPY_OBJECT_IF_ABSENT,
  /** PutObject can be told to leave an existing destination. */
  PUT_OBJECT_IF_ABSENT,
  /** The ETag of an object made of parts is md5 of their md5s, with their number. */
  COMPOSITE_ETAG,
  /** Objects have tags. */
  TAGS,
  /** CopyObject gives a copy just the tags that it was asked to. */
  TAGGING_DIRECTIVE,
  /** Tags given to CreateMultipartUpload are on the object. */
  TAGS_AT_INITIATE,
  /** There is another storage class than the default one. */
  STORAGE_CLASS,
  /** The header {@code Expires} is kept. */
  EXPIRES_HEADER,
  /** User metadata may hold other characters than those of ASCII. */
  NON_ASCII_METADATA,
  /** The source's bucket keeps versions, and copies can be made of an older one. */
  VERSIONS,
  /** Keys are listed in the order of their UTF-8 bytes. */
  UTF8_ORDER,
  /** {@code a//b} is a key of its own. */
  DOUBLE_SLASH_KEYS,
  /** {@code /a} is a key of its own. */
  LEADING_SLASH_KEYS,
  /** An object under {@code a/} may have bytes. */
  TRAILING_SLASH_KEYS,
  /** Keys with {@code %} can be the source of UploadPartCopy. */
  PERCENT_KEYS,
  /** {@code a/./b} and {@code a/../b} are keys of their own. */
  DOT_SEGMENT_KEYS,
  /** Keys with a backslash. */
  BACKSLASH_KEYS,
  /** Keys as long as the limits allow. */
  LONG_KEYS,
  /** Keys with characters below U+0020. */
  CONTROL_CHARACTER_KEYS,
  /** Objects under both {@code a} and {@code a/b}. */
  KEY_AND_FOLDER
}
