package org.bucketcopy.job.stores.oss;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OssFaultsTest {
  private static final OssCall COMPLETE =
      OssCall.on(
          StoreOperation.COMPLETE, "POST", new Bucket("oss", "bucket").object("directory/key"));
  private static final OssCall HEAD =
      OssCall.on(
          StoreOperation.HEAD_OBJECT, "HEAD", new Bucket("oss", "bucket").object("directory/key"));

  @ParameterizedTest
  @CsvSource({
    "SlowDown, 503, THROTTLED",
    "QpsLimitExceeded, 503, THROTTLED",
    "ServiceUnavailable, 503, THROTTLED",
    "RequestTimeout, 400, TRANSIENT",
    "InternalError, 500, UNKNOWN",
    "CallbackFailed, 203, UNKNOWN",
    "NoSuchKey, 404, NOT_FOUND",
    "NoSuchBucket, 404, NOT_FOUND",
    "NoSuchVersion, 404, NOT_FOUND",
    "SymlinkTargetNotExist, 404, NOT_FOUND",
    "NoSuchUpload, 404, UPLOAD_GONE",
    "InvalidPart, 400, INVALID_PART",
    "FilePartNotExist, 400, INVALID_PART",
    "FilePartStale, 400, INVALID_PART",
    "FilePartInterity, 400, INVALID_PART",
    "PreconditionFailed, 412, SOURCE_CHANGED",
    "NotModified, 304, SOURCE_CHANGED",
    "FileAlreadyExists, 409, ALREADY_EXISTS",
    "InvalidObjectState, 403, ARCHIVED",
    "FileImmutable, 409, IMMUTABLE",
    "AccessDenied, 403, DENIED",
    "InvalidAccessKeyId, 403, DENIED",
    "SignatureDoesNotMatch, 403, DENIED",
    "InvalidSecurityToken, 403, DENIED",
    "SecurityTokenExpired, 403, DENIED",
    "RequestTimeTooSkewed, 403, DENIED",
    "UserDisable, 403, DENIED",
    "NotImplemented, 501, UNSUPPORTED",
    "MethodNotAllowed, 405, UNSUPPORTED",
    "OperationNotSupported, 400, UNSUPPORTED",
    "ObjectNotAppendable, 409, UNSUPPORTED",
    "InvalidPartOrder, 400, INVALID",
    "EntityTooSmall, 400, INVALID",
    "EntityTooLarge, 400, INVALID",
    "InvalidRange, 416, INVALID",
    "InvalidArgument, 400, INVALID",
    "InvalidObjectName, 400, INVALID",
    "InvalidDigest, 400, INVALID",
    "MalformedXML, 400, INVALID"
  })
  void codeDecidesWhateverTheStatus(String code, int status, Kind kind) {
    assertThat(OssFaults.kind(code, status)).isEqualTo(kind);
    assertThat(OssFaults.kind(code, 200)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "304, SOURCE_CHANGED",
    "400, INVALID",
    "401, DENIED",
    "403, DENIED",
    "404, NOT_FOUND",
    "405, UNSUPPORTED",
    "408, TRANSIENT",
    "409, CONFLICT",
    "412, SOURCE_CHANGED",
    "416, INVALID",
    "429, THROTTLED",
    "500, UNKNOWN",
    "501, UNSUPPORTED",
    "502, UNKNOWN",
    "503, THROTTLED",
    "504, UNKNOWN",
    "200, UNKNOWN",
    "302, UNKNOWN"
  })
  void statusDecidesWhereThereIsNoKnownCode(int status, Kind kind) {
    assertThat(OssFaults.kind("", status)).isEqualTo(kind);
    assertThat(OssFaults.kind("NeverSeen", status)).isEqualTo(kind);
  }

  @Test
  void refusalKeepsWhatOssSaid() {
    ServiceException refusal =
        ServiceException.newBuilder()
            .statusCode(409)
            .headers(Map.of("x-oss-request-id", "655D94A2"))
            .errorFields(Map.of("Code", "FileImmutable", "Message", "It is immutable."))
            .build();
    assertThat(OssFaults.failed(COMPLETE, new CompletionException(refusal)))
        .isEqualTo(
            new StoreFault(
                Kind.IMMUTABLE,
                StoreOperation.COMPLETE,
                "oss://bucket/directory/key",
                "FileImmutable",
                409,
                "655D94A2",
                "It is immutable."));
  }

  @Test
  void codeThatTheSdkInventsIsNone() {
    ServiceException refusal =
        ServiceException.newBuilder().statusCode(404).errorFields(Map.of()).build();
    StoreFault fault = OssFaults.failed(HEAD, refusal);
    assertThat(fault.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(fault.code()).isEmpty();
  }

  @Test
  void requestThatWasNeverSentDidNothing() {
    assertThat(OssFaults.failed(COMPLETE, new ConnectException("refused")).kind())
        .isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void certificateThatIsNotTrustedStaysSo() {
    Throwable handshake =
        new SSLHandshakeException("PKIX").initCause(new CertificateException("?"));
    assertThat(OssFaults.failed(HEAD, new CompletionException(handshake)).kind())
        .isEqualTo(Kind.INVALID);
  }

  @Test
  void lostAnswerLeavesTheOutcomeUnknown() {
    assertThat(OssFaults.failed(COMPLETE, new SocketTimeoutException()).kind())
        .isEqualTo(Kind.UNKNOWN);
    assertThat(OssFaults.failed(HEAD, new SocketTimeoutException()).kind())
        .isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void requestThatTheSdkRefusesStaysWrong() {
    IllegalArgumentException refusal = new IllegalArgumentException("input.bucket is invalid");
    assertThat(OssFaults.failed(HEAD, new CompletionException(refusal)).kind())
        .isEqualTo(Kind.INVALID);
    assertThat(OssFaults.failed(HEAD, new IllegalStateException(refusal)).kind())
        .isEqualTo(Kind.TRANSIENT);
  }
}
