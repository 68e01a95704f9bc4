package org.bucketcopy.job.stores.s3.direct;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;

/**
 * Signs requests without bodies in their headers by AWS Signature Version 4, as the SDK's client
 * does for S3: paths are signed as they are sent, and bodies are not signed.
 */
final class S3Signer {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  private S3Signer() {}

  /**
   * {@code message} with the headers that sign it.
   *
   * @param login what to sign with; anonymous credentials sign nothing
   * @param region that the request is signed for
   */
  static SdkHttpRequest signed(
      SdkHttpRequest message, AwsCredentials login, String region, Instant now) {
    return SIGNER
        .sign(
            SignRequest.builder(login)
                .request(message)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC))
                .build())
        .request();
  }
}
