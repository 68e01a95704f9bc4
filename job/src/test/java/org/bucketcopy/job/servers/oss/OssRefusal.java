package org.bucketcopy.job.servers.oss;

/** An error that OSS answers with. */
final class OssRefusal extends RuntimeException {
  private final int status;
  private final String code;

  OssRefusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  OssReply reply() {
    return OssReply.error(status, code, String.valueOf(getMessage()));
  }

  static OssRefusal noSuchBucket() {
    return new OssRefusal(404, "NoSuchBucket", "The specified bucket does not exist.");
  }

  static OssRefusal noSuchKey() {
    return new OssRefusal(404, "NoSuchKey", "The specified key does not exist.");
  }

  static OssRefusal noSuchUpload() {
    return new OssRefusal(404, "NoSuchUpload", "The specified upload does not exist.");
  }

  static OssRefusal invalidArgument(String what) {
    return new OssRefusal(400, "InvalidArgument", what);
  }

  static OssRefusal immutable() {
    return new OssRefusal(409, "FileImmutable", "The object you specified is immutable.");
  }

  static OssRefusal exists() {
    return new OssRefusal(409, "FileAlreadyExists", "The object you specified already exists.");
  }
}
