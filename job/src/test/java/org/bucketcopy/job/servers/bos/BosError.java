package org.bucketcopy.job.servers.bos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error that BOS answers. */
final class BosError extends RuntimeException {
  private final int status;
  private final String code;
  private final String text;

  BosError(int status, String code, String text) {
    super(code + ": " + text);
    this.status = status;
    this.code = code;
    this.text = text;
  }

  static BosError noSuchKey() {
    return new BosError(404, "NoSuchKey", "The resource you requested does not exist");
  }

  static BosError accessDenied() {
    return new BosError(403, "AccessDenied", "Access Denied.");
  }

  static BosError noSuchUpload() {
    return new BosError(404, "NoSuchUpload", "The specified multipart upload does not exist.");
  }

  static BosError invalidArgument(String text) {
    return new BosError(400, "InvalidArgument", text);
  }

  static BosError preconditionFailed() {
    return new BosError(412, "PreconditionFailed", "A condition of the request does not hold.");
  }

  HttpAnswer answer(String requestId) {
    return HttpAnswer.json(status, json(requestId));
  }

  /** The error as a body, whatever the status. */
  ObjectNode json(String requestId) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", code)
        .put("message", text)
        .put("requestId", requestId);
  }
}
