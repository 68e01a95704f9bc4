package org.bucketcopy.planner.model;

/** Properties of an object that decide how, or whether, it can be copied. */
public enum ObjectTrait {
  /** Written by appending (OSS, BOS): cannot be copied by part. */
  APPENDABLE,
  /** A link to another object (OSS): a copy by part would copy what it points to. */
  SYMLINK,
  /** In an archive class and not restored: cannot be read. */
  ARCHIVED,
  /** Its ETag says nothing about its content (SSE-KMS, SSE-C), not even to its own parts' ETags. */
  OPAQUE_ETAG,
  /** Encrypted with a key of a key service (KMS), which does not follow a copy. */
  KEY_OF_SERVICE,
  /** Some of its metadata cannot be read over HTTP, so a copy by part loses it. */
  UNREADABLE_METADATA,
  /** Redirects web requests; no store copies that by part. */
  WEBSITE_REDIRECT,
  /** Held by a retention period or a legal hold, which stay with the original. */
  LOCKED
}
