package org.bucketcopy.planner.store;

import com.google.common.base.Ascii;
import java.util.Optional;

/** What an identity must be allowed at a store, by the names that a copy has for it. */
public enum Right {
  /** To list the objects under a prefix. */
  LIST,
  /** To look at objects and to read them. */
  READ,
  /** To read the tags of objects. */
  READ_TAGS,
  /** To make objects. */
  WRITE,
  /** To give objects tags. */
  WRITE_TAGS,
  /** To give objects a canned ACL. */
  WRITE_ACL,
  /** To use the key of the store's key service that objects are encrypted with. */
  USE_KEY,
  /** To abort multipart uploads. */
  ABORT,
  /** To list the parts of an upload. */
  LIST_PARTS,
  /** To list the open uploads of a bucket. */
  LIST_UPLOADS,
  /** To delete an object. */
  DELETE;

  /**
   * The right that a call needs first of all; empty for a look at the bucket, which no copy needs.
   * A copy needs {@link #READ} of its source too, and which of the two was denied is not in an
   * answer to it.
   */
  public static Optional<Right> of(StoreOperation operation) {
    return switch (operation) {
      case HEAD_BUCKET -> Optional.empty();
      case LIST_OBJECTS -> Optional.of(LIST);
      case HEAD_OBJECT, READ_RANGE, READ_ATTRIBUTES -> Optional.of(READ);
      case READ_TAGS -> Optional.of(READ_TAGS);
      case WRITE_TAGS -> Optional.of(WRITE_TAGS);
      case COPY_OBJECT, INITIATE, COPY_PART, COMPLETE, PUT_OBJECT, UPLOAD_PART ->
          Optional.of(WRITE);
      case LIST_PARTS -> Optional.of(LIST_PARTS);
      case LIST_UPLOADS -> Optional.of(LIST_UPLOADS);
      case ABORT -> Optional.of(ABORT);
      case DELETE_OBJECT, DELETE_OBJECTS -> Optional.of(DELETE);
    };
  }

  /** Its name in a summary: {@code write-tags}. */
  public String word() {
    return Ascii.toLowerCase(name()).replace('_', '-');
  }
}
