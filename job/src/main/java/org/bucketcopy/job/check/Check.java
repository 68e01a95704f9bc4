package org.bucketcopy.job.check;

import com.google.common.base.Ascii;
import java.util.Optional;
import org.bucketcopy.planner.store.Right;

/** What is asked, in the order in which it is reported. */
public enum Check {
  LIST_SOURCE("list the source", Side.SOURCE, Right.LIST, true),
  HEAD_SOURCE("look at an object of the source", Side.SOURCE, Right.READ, true),
  TAGS_OF_SOURCE("read its tags", Side.SOURCE, Right.READ_TAGS, false),
  HEAD_BY_COPIER("look at it with the destination's credentials", Side.COPIER, Right.READ, true),
  TAGS_BY_COPIER(
      "read its tags with the destination's credentials", Side.COPIER, Right.READ_TAGS, false),
  LIST_DESTINATION("list the destination", Side.DESTINATION, Right.LIST, true),
  REGIONS("copy from one region to the other", Side.DESTINATION, true),
  HEAD_DESTINATION("look at an object of the destination", Side.DESTINATION, Right.READ, true),
  TAGS_OF_DESTINATION("read its tags", Side.DESTINATION, Right.READ_TAGS, false),
  INITIATE("initiate an upload", Side.DESTINATION, Right.WRITE, true),
  WRITE_TAGS("give it tags", Side.DESTINATION, Right.WRITE_TAGS, false),
  WRITE_ACL("give it an ACL", Side.DESTINATION, Right.WRITE_ACL, true),
  USE_KEY("encrypt it with a key of a key service", Side.DESTINATION, Right.USE_KEY, true),
  COPY_PART("copy a part into it", Side.DESTINATION, true),
  CONDITION("refuse a source with another ETag", Side.DESTINATION, false),
  LIST_PARTS("list its parts", Side.DESTINATION, Right.LIST_PARTS, false),
  ABORT("abort it", Side.DESTINATION, Right.ABORT, true),
  LIST_UPLOADS("list open uploads", Side.DESTINATION, Right.LIST_UPLOADS, false),
  DELETE("delete a wrong copy", Side.DESTINATION, Right.DELETE, false);

  /** Where something is asked, and with whose credentials. */
  enum Side {
    /** At the source, with its own credentials. */
    SOURCE,
    /** At the source, with those of the destination, which make the copies. */
    COPIER,
    /** At the destination, with its own. */
    DESTINATION
  }

  private final String label;
  private final Side side;
  private final Optional<Right> right;
  private final boolean needed;

  Check(String label, Side side, boolean needed) {
    this(label, side, Optional.empty(), needed);
  }

  Check(String label, Side side, Right right, boolean needed) {
    this(label, side, Optional.of(right), needed);
  }

  Check(String label, Side side, Optional<Right> right, boolean needed) {
    this.label = label;
    this.side = side;
    this.right = right;
    this.needed = needed;
  }

  /** What is asked, in words. */
  String label() {
    return label;
  }

  Side side() {
    return side;
  }

  /** The right that it takes; empty where it takes several, or none. */
  Optional<Right> right() {
    return right;
  }

  /** Whether a copy fails without it, whatever its options. */
  boolean needed() {
    return needed;
  }

  /** Its name in the summary: {@code list-source}. */
  String word() {
    return Ascii.toLowerCase(name()).replace('_', '-');
  }
}
