package org.bucketcopy.job.servers.oss;

/** The calls that the server knows, by what a request looks like. */
public enum OssCallKind {
  GET_BUCKET_INFO,
  LIST_OBJECTS,
  LIST_UPLOADS,
  HEAD_OBJECT,
  READ_OBJECT,
  PUT_OBJECT,
  COPY_OBJECT,
  DELETE_OBJECT,
  DELETE_OBJECTS,
  READ_TAGS,
  WRITE_TAGS,
  DELETE_TAGS,
  INITIATE,
  UPLOAD_PART,
  UPLOAD_PART_COPY,
  LIST_PARTS,
  COMPLETE,
  ABORT;

  /** The call that {@code request} makes; a refusal if the server does not know it. */
  static OssCallKind of(OssRequest request) {
    String shape = request.method() + (request.key().isEmpty() ? " bucket" : " object");
    return switch (shape) {
      case "GET bucket" ->
          request.has("bucketInfo")
              ? GET_BUCKET_INFO
              : request.has("uploads") ? LIST_UPLOADS : LIST_OBJECTS;
      case "POST bucket" -> known(DELETE_OBJECTS, request.has("delete"));
      case "HEAD object" -> HEAD_OBJECT;
      case "GET object" ->
          request.has("tagging") ? READ_TAGS : request.has("uploadId") ? LIST_PARTS : READ_OBJECT;
      case "PUT object" -> request.has("tagging") ? WRITE_TAGS : written(request);
      case "POST object" ->
          request.has("uploads") ? INITIATE : known(COMPLETE, request.has("uploadId"));
      case "DELETE object" ->
          request.has("tagging") ? DELETE_TAGS : request.has("uploadId") ? ABORT : DELETE_OBJECT;
      default -> throw unknown();
    };
  }

  private static OssCallKind written(OssRequest request) {
    boolean copies = request.header("x-oss-copy-source").isPresent();
    if (request.has("uploadId")) {
      return copies ? UPLOAD_PART_COPY : UPLOAD_PART;
    }
    return copies ? COPY_OBJECT : PUT_OBJECT;
  }

  private static OssCallKind known(OssCallKind kind, boolean shape) {
    if (!shape) {
      throw unknown();
    }
    return kind;
  }

  private static OssRefusal unknown() {
    return new OssRefusal(501, "NotImplemented", "This server does not know the call.");
  }
}
