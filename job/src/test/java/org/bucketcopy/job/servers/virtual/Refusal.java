package org.bucketcopy.job.servers.virtual;

/** A request that is answered with an error. Carries no stack trace, since it is no surprise. */
final class Refusal extends RuntimeException {
  private final S3Error error;

  Refusal(S3Error error) {
    super(error.code(), null, false, false);
    this.error = error;
  }

  S3Error error() {
    return error;
  }
}
