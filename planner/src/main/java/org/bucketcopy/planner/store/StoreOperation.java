package org.bucketcopy.planner.store;

/** The calls of {@link ObjectStore}, for counting, retrying and reporting. */
public enum StoreOperation {
  HEAD_BUCKET("look at bucket", true),
  LIST_OBJECTS("list", true),
  HEAD_OBJECT("look at", true),
  READ_TAGS("read the tags of", true),
  WRITE_TAGS("write the tags of", true),
  COPY_OBJECT("copy to", true),
  INITIATE("initiate the upload of", false),
  COPY_PART("copy a part of", true),
  LIST_PARTS("list the parts of", true),
  LIST_UPLOADS("list the uploads of", true),
  COMPLETE("complete", false),
  ABORT("abort the upload of", true),
  PUT_OBJECT("upload to", true),
  UPLOAD_PART("upload a part of", true),
  READ_ATTRIBUTES("read the attributes of", true),
  READ_RANGE("read", true),
  DELETE_OBJECT("delete", true),
  DELETE_OBJECTS("delete objects of", true);

  private final String verb;
  private final boolean repeatable;

  StoreOperation(String verb, boolean repeatable) {
    this.verb = verb;
    this.repeatable = repeatable;
  }

  /** What the call does, to be followed by its target. */
  public String verb() {
    return verb;
  }

  /**
   * Whether the call may simply be retried when it is not known whether it was done. A completed
   * upload is gone, so retrying Complete proves nothing: the caller has to look. An Initiate that
   * was done left an upload whose id nobody knows: the caller has to note it.
   */
  public boolean repeatable() {
    return repeatable;
  }

  /** Whether the call changes nothing, so that a lost answer leaves nothing to look for. */
  public boolean reads() {
    return (quick() && this != ABORT) || this == READ_RANGE;
  }

  /**
   * Whether the call is answered at once as a rule, and may be retried while it is under way: it
   * only looks, or ends what is to end anyway.
   */
  public boolean quick() {
    return switch (this) {
      case HEAD_BUCKET,
          LIST_OBJECTS,
          HEAD_OBJECT,
          READ_TAGS,
          LIST_PARTS,
          LIST_UPLOADS,
          READ_ATTRIBUTES,
          ABORT ->
          true;
      case WRITE_TAGS,
          COPY_OBJECT,
          INITIATE,
          COPY_PART,
          COMPLETE,
          PUT_OBJECT,
          UPLOAD_PART,
          READ_RANGE,
          DELETE_OBJECT,
          DELETE_OBJECTS ->
          false;
    };
  }
}
