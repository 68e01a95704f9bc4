package org.bucketcopy.job.servers.virtual;

import org.bucketcopy.job.servers.HostileText;

/** The errors of S3 that this server answers, with status and message. */
enum S3Error {
  ACCESS_DENIED(403, "AccessDenied", "Access Denied"),
  AUTHORIZATION_HEADER_MALFORMED(
      400,
      "AuthorizationHeaderMalformed",
      "The authorization header is malformed; the region 'us-east-1' is wrong; expecting"
          + " 'eu-west-1'"),
  DENIED_IN_HOSTILE_WORDS(403, "AccessDenied", HostileText.MESSAGE),
  BAD_DIGEST(400, "BadDigest", "The check sum is not that of what was received"),
  ENTITY_TOO_LARGE(400, "EntityTooLarge", "The body is larger than this server takes"),
  ENTITY_TOO_SMALL(400, "EntityTooSmall", "A part that is not the last is below 5 MiB"),
  EXPIRED_TOKEN(400, "ExpiredToken", "The provided token has expired."),
  INTERNAL_ERROR(500, "InternalError", "We encountered an internal error. Please try again."),
  INVALID_ARGUMENT(400, "InvalidArgument", "An argument is not valid"),
  INVALID_PART(400, "InvalidPart", "A part was not found or has another ETag"),
  INVALID_PART_ORDER(400, "InvalidPartOrder", "The parts are not in ascending order"),
  INVALID_RANGE(416, "InvalidRange", "The range cannot be satisfied"),
  INVALID_REQUEST(400, "InvalidRequest", "The request is not valid for this source"),
  INVALID_URI(400, "InvalidURI", "The URI could not be read"),
  KEY_TOO_LONG(400, "KeyTooLongError", "Your key is too long"),
  MALFORMED_XML(400, "MalformedXML", "The body is not the XML that was expected"),
  NO_SUCH_BUCKET(404, "NoSuchBucket", "The bucket does not exist"),
  NO_SUCH_KEY(404, "NoSuchKey", "The key does not exist"),
  NO_SUCH_TAG_SET(404, "NoSuchTagSet", "There are no tags"),
  NO_SUCH_UPLOAD(404, "NoSuchUpload", "The upload was completed, aborted or never existed"),
  NOT_FOUND(404, "NotFound", "There is nothing here"),
  NOT_IMPLEMENTED(501, "NotImplemented", "This server does not offer the call"),
  PERMANENT_REDIRECT(
      301, "PermanentRedirect", "The bucket must be addressed using another endpoint."),
  PRECONDITION_FAILED(412, "PreconditionFailed", "A precondition did not hold"),
  REQUEST_TIME_TOO_SKEWED(
      403,
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large."),
  SECOND_LEVEL_DOMAIN_FORBIDDEN(
      403,
      "SecondLevelDomainForbidden",
      "The bucket must be addressed using virtual hosted style."),
  SLOW_DOWN(503, "SlowDown", "Please reduce your request rate.");

  private final int status;
  private final String code;
  private final String message;

  S3Error(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String message() {
    return message;
  }
}
