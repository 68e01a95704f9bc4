package org.bucketcopy.job.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.bucketcopy.job.stores.bos.BosFaultKinds;
import org.bucketcopy.job.stores.oss.OssFaultKinds;
import org.bucketcopy.job.stores.s3.S3FaultKinds;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The three stores side by side: the same failure asks for the same decision. */
class FaultTableTest {
  private static final Map<String, FaultKinds> STORES =
      Map.of("S3", new S3FaultKinds(), "OSS", new OssFaultKinds(), "BOS", new BosFaultKinds());

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
    "QpsLimitExceeded, 503, THROTTLED",
    "RequestTimeout, 400, TRANSIENT",
    "IncompleteBody, 400, TRANSIENT",
    "RequestTimeTooSkewed, 403, TRANSIENT",
    "RequestExpired, 400, TRANSIENT",
    "ExpiredToken, 400, TRANSIENT",
    "ExpiredTokenException, 403, TRANSIENT",
    "TokenRefreshRequired, 400, TRANSIENT",
    "SecurityTokenExpired, 403, TRANSIENT",
    "InternalError, 500, UNKNOWN",
    "InternalError, 200, UNKNOWN",
    "InternalFailure, 500, UNKNOWN",
    "CallbackFailed, 203, UNKNOWN",
    "NeverSeen, 200, UNKNOWN",
    "NoSuchKey, 404, NOT_FOUND",
    "NoSuchBucket, 404, NOT_FOUND",
    "NoSuchVersion, 404, NOT_FOUND",
    "SymlinkTargetNotExist, 404, NOT_FOUND",
    "NoSuchUpload, 404, UPLOAD_GONE",
    "NoSuchUpload, 200, UPLOAD_GONE",
    "InvalidPart, 400, INVALID_PART",
    "FilePartNotExist, 400, INVALID_PART",
    "FilePartStale, 400, INVALID_PART",
    "FilePartInterity, 400, INVALID_PART",
    "PreconditionFailed, 412, SOURCE_CHANGED",
    "PreconditionFailed, 200, SOURCE_CHANGED",
    "InvalidRequest, 412, SOURCE_CHANGED",
    "NotModified, 304, SOURCE_CHANGED",
    "FileAlreadyExists, 409, ALREADY_EXISTS",
    "ConditionalRequestConflict, 409, CONFLICT",
    "OperationAborted, 409, CONFLICT",
    "InvalidObjectState, 403, ARCHIVED",
    "ObjectNotInActiveTierError, 403, ARCHIVED",
    "FileImmutable, 409, IMMUTABLE",
    "AccessDenied, 403, DENIED",
    "AccountOverdue, 403, DENIED",
    "AccountProblem, 403, DENIED",
    "AllAccessDisabled, 403, DENIED",
    "InvalidAccessKeyId, 403, DENIED",
    "InvalidHTTPAuthHeader, 400, DENIED",
    "InvalidSecurityToken, 403, DENIED",
    "InvalidToken, 400, DENIED",
    "OptInRequired, 403, DENIED",
    "SignatureDoesNotMatch, 403, DENIED",
    "UserDisable, 403, DENIED",
    "MethodNotAllowed, 405, UNSUPPORTED",
    "NotImplemented, 501, UNSUPPORTED",
    "ObjectNotAppendable, 409, UNSUPPORTED",
    "OperationNotSupported, 400, UNSUPPORTED",
    "EntityTooLarge, 400, INVALID",
    "EntityTooSmall, 400, INVALID",
    "InvalidArgument, 400, INVALID",
    "InvalidDigest, 400, INVALID",
    "InvalidObjectName, 400, INVALID",
    "InvalidPartOrder, 400, INVALID",
    "InvalidRange, 416, INVALID",
    "InvalidRequest, 400, INVALID",
    "MalformedXML, 400, INVALID",
    "PermanentRedirect, 301, INVALID"
  })
  void theCodeDecides(String code, int status, Kind kind) {
    assertThat(kinds(store -> store.answered(StoreOperation.COPY_PART, code, status, "?")))
        .isEqualTo(all(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "301, INVALID",
    "302, INVALID",
    "304, SOURCE_CHANGED",
    "307, INVALID",
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
    "504, UNKNOWN"
  })
  void theStatusDecidesWhereThereIsNoKnownCode(int status, Kind kind) {
    assertThat(kinds(store -> store.answered(StoreOperation.COPY_OBJECT, "", status, "?")))
        .isEqualTo(all(kind));
    assertThat(kinds(store -> store.answered(StoreOperation.COPY_OBJECT, "NeverSeen", status, "?")))
        .isEqualTo(all(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "INITIATE, InternalError, 500, UNKNOWN",
    "INITIATE, '', 500, UNKNOWN",
    "INITIATE, '', 502, UNKNOWN",
    "INITIATE, SlowDown, 503, THROTTLED",
    "COMPLETE, InternalError, 500, UNKNOWN",
    "COMPLETE, InternalError, 200, UNKNOWN",
    "COMPLETE, '', 500, UNKNOWN",
    "COMPLETE, RequestTimeout, 400, TRANSIENT",
    "COMPLETE, SlowDown, 503, THROTTLED",
    "HEAD_OBJECT, '', 400, TRANSIENT",
    "HEAD_BUCKET, '', 400, TRANSIENT",
    "HEAD_OBJECT, '', 404, NOT_FOUND",
    "HEAD_OBJECT, '', 500, TRANSIENT",
    "LIST_OBJECTS, InternalError, 500, TRANSIENT",
    "LIST_UPLOADS, '', 502, TRANSIENT",
    "READ_TAGS, NotImplemented, 501, UNSUPPORTED",
    "LIST_PARTS, NoSuchKey, 404, UPLOAD_GONE",
    "LIST_PARTS, '', 404, TRANSIENT",
    "LIST_PARTS, NoSuchBucket, 404, NOT_FOUND",
    "ABORT, NoSuchKey, 404, UPLOAD_GONE",
    "ABORT, '', 404, UNKNOWN",
    "ABORT, NotFound, 404, UNKNOWN",
    "LIST_PARTS, NotFound, 404, TRANSIENT",
    "ABORT, InternalError, 500, UNKNOWN"
  })
  void someAnswersDependOnTheCall(StoreOperation operation, String code, int status, Kind kind) {
    assertThat(kinds(store -> store.answered(operation, code, status, "?"))).isEqualTo(all(kind));
  }

  @ParameterizedTest
  @CsvSource({
    // BOS answers a rate that is too high so (its own command line tool looks for these words).
    "COPY_PART, AccessDenied, 403, Your request rate is too high., DENIED, DENIED, THROTTLED",
    // BOS lets only Complete have a condition on the destination, and on nothing else.
    "COMPLETE, PreconditionFailed, 412, ?, SOURCE_CHANGED, SOURCE_CHANGED, ALREADY_EXISTS",
    // Only S3 deletes under a condition.
    "DELETE_OBJECT, PreconditionFailed, 412, ?, CONFLICT, SOURCE_CHANGED, SOURCE_CHANGED"
  })
  void whatTheStoresDocumentsSayOtherwise(
      StoreOperation operation,
      String code,
      int status,
      String message,
      Kind s3,
      Kind oss,
      Kind bos) {
    assertThat(kinds(store -> store.answered(operation, code, status, message)))
        .isEqualTo(Map.of("S3", s3, "OSS", oss, "BOS", bos));
  }

  @ParameterizedTest
  @EnumSource(StoreOperation.class)
  void whatWasNeverSentDidNothing(StoreOperation operation) {
    for (IOException failure :
        new IOException[] {
          new ConnectException("refused"),
          new NoRouteToHostException("no route"),
          new UnknownHostException("unknown"),
          new SSLHandshakeException("handshake")
        }) {
      assertThat(kinds(store -> store.unanswered(operation, failure)))
          .as("" + failure)
          .isEqualTo(all(Kind.TRANSIENT));
    }
    assertThat(kinds(store -> store.unanswered(operation, store.noConnection())))
        .isEqualTo(all(Kind.TRANSIENT));
  }

  @ParameterizedTest
  @EnumSource(StoreOperation.class)
  void whatMayHaveBeenSentIsUnknownUnlessItOnlyReads(StoreOperation operation) {
    Kind kind = operation.reads() ? Kind.TRANSIENT : Kind.UNKNOWN;
    for (IOException failure :
        new IOException[] {
          new SocketException("reset"),
          new SocketTimeoutException("read timed out"),
          new SSLException("closed"),
          new IOException("closed")
        }) {
      assertThat(kinds(store -> store.unanswered(operation, failure)))
          .as("" + failure)
          .isEqualTo(all(kind));
    }
  }

  @Test
  void aCertificateThatIsNotTrustedStaysSo() {
    SSLHandshakeException handshake = new SSLHandshakeException("PKIX");
    handshake.initCause(new CertificateException("?"));
    assertThat(kinds(store -> store.unanswered(StoreOperation.HEAD_BUCKET, handshake)))
        .isEqualTo(all(Kind.INVALID));
  }

  private static Map<String, Kind> kinds(Function<FaultKinds, Kind> kind) {
    return Map.of(
        "S3", kind.apply(STORES.get("S3")),
        "OSS", kind.apply(STORES.get("OSS")),
        "BOS", kind.apply(STORES.get("BOS")));
  }

  private static Map<String, Kind> all(Kind kind) {
    return Map.of("S3", kind, "OSS", kind, "BOS", kind);
  }
}
