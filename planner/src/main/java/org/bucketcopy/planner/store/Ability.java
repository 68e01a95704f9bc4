package org.bucketcopy.planner.store;

/** What a store can do and another cannot: data of a {@link StoreProfile}. */
public enum Ability {
  /** UploadPartCopy exists. Without it, every object takes one CopyObject. */
  PART_COPY,
  /**
   * UploadPartCopy refuses a source whose ETag is not the one given. Without it the source has to
   * be looked at again before the upload is completed: Ceph RGW 16 to 20 and Ozone 2.2 ignore the
   * condition and answer 200.
   */
  PART_COPY_IF_MATCH,
  /**
   * Copies may name the ETag that their source must have. Without it no condition is sent, and the
   * source is looked at again. A server that refuses the condition as not implemented need not be
   * declared: it is asked without.
   */
  SOURCE_CONDITIONS,
  /** CopyObject refuses a source whose ETag is not the one given. Ceph RGW 16 ignores it. */
  COPY_OBJECT_IF_MATCH,
  /** CompleteMultipartUpload can be made to fail if the destination exists. */
  COMPLETE_IF_ABSENT,
  /** CopyObject can be made to fail if the destination exists. */
  COPY_OBJECT_IF_ABSENT,
  /** PutObject can be made to fail if the destination exists. */
  PUT_OBJECT_IF_ABSENT,
  /**
   * {@link #COMPLETE_IF_ABSENT}, {@link #COPY_OBJECT_IF_ABSENT} and {@link #PUT_OBJECT_IF_ABSENT}
   * hold in buckets that keep versions too. OSS ignores {@code x-oss-forbid-overwrite} where
   * versioning is or was enabled
   * (alibabacloud.com/help/en/oss/developer-reference/completemultipartupload).
   */
  IF_ABSENT_ON_VERSIONED_BUCKETS,
  /**
   * DeleteObject refuses an object whose ETag is not the one given. Without it the object is looked
   * at directly before: MinIO ignores the condition, OSS and BOS have none.
   */
  DELETE_IF_MATCH,
  /** The ETag of a multipart object is md5 of its parts' md5s, with {@code -N}. */
  COMPOSITE_ETAG,
  /**
   * PutObject and UploadPart take a CRC-32C, before the body and after it, and hold it against what
   * came. Complete holds one of the whole object against the parts. Other servers take the frame
   * around the body for a part of it.
   */
  CHECKSUM_TRAILER,
  /**
   * The store verifies a CRC of what PutObject and UploadPart send, or answers with one of what it
   * has stored: that of {@link #CHECKSUM_TRAILER}, or another.
   */
  SENT_CRC,
  /**
   * The ETag of what one PutObject or UploadPart has sent is its MD5, unless it is encrypted with a
   * key of the service or of the customer.
   */
  SENT_MD5,
  /**
   * HEAD with a part number says where that part of an object is, and how many parts it has. A
   * server that ignores the number is found out by its answer.
   */
  PART_HEADS,
  /**
   * An upload may be initiated with a checksum algorithm: then UploadPartCopy answers with the
   * checksum of each part, and the object has one (docs.aws.amazon.com, checking object integrity).
   */
  COPY_CHECKSUMS,
  /** GetObjectAttributes lists the sizes and checksums of the parts that an object was made of. */
  OBJECT_ATTRIBUTES,
  /** Objects have tags. */
  TAGS,
  /**
   * CopyObject heeds its tagging directive, whatever becomes of other metadata. Ceph RGW 16 ignores
   * it: without the ability, tags of copies that carry something else than their sources are looked
   * at, and written if need be.
   */
  TAGGING_DIRECTIVE,
  /** Buckets can keep versions of an object. */
  VERSIONS,
  /** A copy's source may be in a bucket of another region of the same service. */
  CROSS_REGION_COPY,
  /** Keys may begin with {@code /}. */
  LEADING_SLASH_KEYS
}
