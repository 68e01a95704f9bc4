package org.bucketcopy.job.servers.bos;

/** The calls that the server knows. */
public enum BosCall {
  LOCATION,
  LIST_OBJECTS,
  LIST_UPLOADS,
  HEAD_OBJECT,
  READ_OBJECT,
  PUT_OBJECT,
  DELETE_OBJECT,
  DELETE_OBJECTS,
  READ_TAGS,
  WRITE_TAGS,
  DELETE_TAGS,
  COPY_OBJECT,
  INITIATE,
  COPY_PART,
  UPLOAD_PART,
  LIST_PARTS,
  COMPLETE,
  ABORT;

  static BosCall of(HttpRequest request, boolean onObject) {
    return onObject ? ofObject(request) : ofBucket(request);
  }

  private static BosCall ofBucket(HttpRequest request) {
    if (request.method().equals("POST") && request.has("delete")) {
      return DELETE_OBJECTS;
    }
    if (!request.method().equals("GET")) {
      throw unknown(request);
    }
    if (request.has("location")) {
      return LOCATION;
    }
    return request.has("uploads") ? LIST_UPLOADS : LIST_OBJECTS;
  }

  private static BosCall ofObject(HttpRequest request) {
    boolean tagging = request.has("tagging");
    boolean upload = request.has("uploadId");
    boolean copying = request.header("x-bce-copy-source").isPresent();
    return switch (request.method()) {
      case "HEAD" -> HEAD_OBJECT;
      case "GET" -> tagging ? READ_TAGS : upload ? LIST_PARTS : READ_OBJECT;
      case "PUT" -> tagging ? WRITE_TAGS : copying ? ofCopy(upload) : ofBody(upload);
      case "POST" -> {
        if (!upload && !request.has("uploads")) {
          throw unknown(request);
        }
        yield upload ? COMPLETE : INITIATE;
      }
      case "DELETE" -> tagging ? DELETE_TAGS : upload ? ABORT : DELETE_OBJECT;
      default -> throw unknown(request);
    };
  }

  private static BosCall ofCopy(boolean upload) {
    return upload ? COPY_PART : COPY_OBJECT;
  }

  private static BosCall ofBody(boolean upload) {
    return upload ? UPLOAD_PART : PUT_OBJECT;
  }

  private static BosError unknown(HttpRequest request) {
    return new BosError(405, "MethodNotAllowed", request.method() + " " + request.query().keySet());
  }
}
