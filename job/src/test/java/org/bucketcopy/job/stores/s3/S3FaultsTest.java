package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3FaultsTest {
  private static final StoreOperation ANY = StoreOperation.COPY_OBJECT;

  @ParameterizedTest
  @CsvSource({
    "SlowDown, 503, THROTTLED",
    "SlowDown, 200, THROTTLED",
    "ServiceUnavailable, 503, THROTTLED",
    "Throttling, 400, THROTTLED",
    "ThrottlingException, 400, THROTTLED",
    "TooManyRequests, 429, THROTTLED",
    "TooManyRequestsException, 429, THROTTLED",
    "RequestLimitExceeded, 503, THROTTLED",
    "BandwidthLimitExceeded, 503, THROTTLED",
    "'', 503, THROTTLED",
    "'', 429, THROTTLED",
    "InternalError, 500, TRANSIENT",
    "InternalError, 200, TRANSIENT",
    "InternalFailure, 500, TRANSIENT",
    "'', 500, TRANSIENT",
    "'', 408, TRANSIENT",
    "RequestTimeout, 400, TRANSIENT",
    "RequestTimeTooSkewed, 403, TRANSIENT",
    "IncompleteBody, 400, TRANSIENT",
    "ExpiredToken, 400, TRANSIENT",
    "ExpiredTokenException, 403, TRANSIENT",
    "TokenRefreshRequired, 400, TRANSIENT",
    "'', 502, UNKNOWN",
    "'', 504, UNKNOWN",
    "Odd, 200, UNKNOWN",
    "NoSuchKey, 404, NOT_FOUND",
    "NoSuchBucket, 404, NOT_FOUND",
    "NoSuchVersion, 404, NOT_FOUND",
    "'', 404, NOT_FOUND",
    "NoSuchUpload, 404, UPLOAD_GONE",
    "NoSuchUpload, 200, UPLOAD_GONE",
    "InvalidPart, 400, INVALID_PART",
    "PreconditionFailed, 412, SOURCE_CHANGED",
    "PreconditionFailed, 200, SOURCE_CHANGED",
    "InvalidRequest, 412, SOURCE_CHANGED",
    "ConditionalRequestConflict, 409, CONFLICT",
    "OperationAborted, 409, CONFLICT",
    "'', 409, CONFLICT",
    "InvalidObjectState, 403, ARCHIVED",
    "ObjectNotInActiveTierError, 403, ARCHIVED",
    "AccessDenied, 403, DENIED",
    "AllAccessDisabled, 403, DENIED",
    "AccountProblem, 403, DENIED",
    "InvalidAccessKeyId, 403, DENIED",
    "InvalidToken, 400, DENIED",
    "SignatureDoesNotMatch, 403, DENIED",
    "'', 403, DENIED",
    "'', 401, DENIED",
    "NotImplemented, 501, UNSUPPORTED",
    "MethodNotAllowed, 405, UNSUPPORTED",
    "'', 501, UNSUPPORTED",
    "'', 405, UNSUPPORTED",
    "EntityTooSmall, 400, INVALID",
    "InvalidPartOrder, 400, INVALID",
    "InvalidRequest, 400, INVALID",
    "InvalidRange, 416, INVALID",
    "PermanentRedirect, 301, INVALID",
    "'', 400, INVALID"
  })
  void everyAnswerHasItsKind(String code, int status, Kind kind) {
    assertThat(kind(ANY, DestinationRule.REPLACE, code, status)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETE, InternalError, 500, UNKNOWN",
    "COMPLETE, InternalError, 200, UNKNOWN",
    "COMPLETE, '', 500, UNKNOWN",
    "COMPLETE, RequestTimeout, 400, TRANSIENT",
    "COMPLETE, SlowDown, 503, THROTTLED",
    "HEAD_OBJECT, '', 400, TRANSIENT",
    "HEAD_BUCKET, '', 400, TRANSIENT",
    "HEAD_OBJECT, '', 404, NOT_FOUND",
    "LIST_PARTS, NoSuchKey, 404, UPLOAD_GONE",
    "LIST_PARTS, NoSuchBucket, 404, NOT_FOUND",
    "ABORT, NoSuchKey, 404, UPLOAD_GONE",
    "DELETE_OBJECT, PreconditionFailed, 412, CONFLICT",
    "READ_TAGS, NotImplemented, 501, UNSUPPORTED"
  })
  void someAnswersDependOnTheCall(StoreOperation operation, String code, int status, Kind kind) {
    assertThat(kind(operation, DestinationRule.REPLACE, code, status)).isEqualTo(kind);
  }

  @Test
  void aFailedConditionOnTheDestinationMeansThatItExists() {
    assertThat(
            kind(
                StoreOperation.COMPLETE, DestinationRule.MUST_BE_ABSENT, "PreconditionFailed", 412))
        .isEqualTo(Kind.ALREADY_EXISTS);
  }

  @Test
  void onlyWhatWasNeverSentMayBeRepeatedUnseen() {
    for (IOException before :
        new IOException[] {
          new ConnectException("refused"),
          new NoRouteToHostException("no route"),
          new UnknownHostException("unknown"),
          new SSLHandshakeException("certificate")
        }) {
      assertThat(kind(SdkClientException.create("failed", before))).isEqualTo(Kind.TRANSIENT);
    }
    assertThat(kind(SdkClientException.create("failed", new TimeoutException("no connection"))))
        .isEqualTo(Kind.TRANSIENT);
    assertThat(kind(SdkClientException.create("failed", new SocketException("reset"))))
        .isEqualTo(Kind.UNKNOWN);
    assertThat(kind(SdkClientException.create("failed", new SSLException("closed"))))
        .isEqualTo(Kind.UNKNOWN);
    assertThat(kind(new IOException("read timed out"))).isEqualTo(Kind.UNKNOWN);
    assertThat(kind(SdkClientException.create("Could not parse XML"))).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void aCertificateThatIsNotTrustedStaysSo() {
    Throwable handshake =
        new SSLHandshakeException("PKIX").initCause(new CertificateException("?"));
    assertThat(kind(SdkClientException.create("failed", handshake))).isEqualTo(Kind.INVALID);
  }

  @Test
  void aDefectIsNoFault() {
    IllegalStateException defect = new IllegalStateException("ours");
    assertThatThrownBy(() -> kind(new CompletionException(defect))).isSameAs(defect);
  }

  private static Kind kind(
      StoreOperation operation, DestinationRule rule, String code, int status) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode(code).errorMessage("message").build();
    StoreFault fault =
        S3Faults.exception(
                S3Call.of(operation, "target").under(rule),
                new CompletionException(
                    S3Exception.builder()
                        .awsErrorDetails(details)
                        .statusCode(status)
                        .requestId("R")
                        .build()))
            .fault();
    assertThat(fault)
        .isEqualTo(new StoreFault(fault.kind(), operation, "target", code, status, "R", "message"));
    return fault.kind();
  }

  private static Kind kind(Throwable failure) {
    return S3Faults.exception(S3Call.of(ANY, "target"), failure).fault().kind();
  }
}
