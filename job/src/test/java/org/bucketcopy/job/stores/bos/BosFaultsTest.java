package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import com.baidubce.BceClientException;
import com.baidubce.BceServiceException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.conn.ConnectTimeoutException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BosFaultsTest {
  @ParameterizedTest
  @CsvSource({
    "SlowDown, 503, THROTTLED",
    "ServiceUnavailable, 503, THROTTLED",
    "TooManyRequests, 429, THROTTLED",
    "RequestTimeout, 400, TRANSIENT",
    "RequestExpired, 400, TRANSIENT",
    "InternalError, 500, UNKNOWN",
    "InternalError, 200, UNKNOWN",
    "NoSuchKey, 404, NOT_FOUND",
    "NoSuchBucket, 404, NOT_FOUND",
    "NoSuchVersion, 404, NOT_FOUND",
    "NoSuchUpload, 404, UPLOAD_GONE",
    "InvalidPart, 400, INVALID_PART",
    "PreconditionFailed, 412, SOURCE_CHANGED",
    "InvalidObjectState, 403, ARCHIVED",
    "AccessDenied, 403, DENIED",
    "AccountOverdue, 403, DENIED",
    "InvalidAccessKeyId, 403, DENIED",
    "InvalidHTTPAuthHeader, 400, DENIED",
    "OptInRequired, 403, DENIED",
    "SignatureDoesNotMatch, 400, DENIED",
    "MethodNotAllowed, 405, UNSUPPORTED",
    "NotImplemented, 501, UNSUPPORTED",
    "EntityTooLarge, 400, INVALID",
    "EntityTooSmall, 400, INVALID",
    "InvalidArgument, 400, INVALID",
    "InvalidObjectName, 400, INVALID",
    "InvalidPartOrder, 400, INVALID",
    "InvalidRange, 416, INVALID"
  })
  void codeDecides(String code, int status, Kind kind) {
    assertThat(answered(StoreOperation.COPY_PART, status, code, "").kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "200, UNKNOWN",
    "301, INVALID",
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
  void statusDecidesWithoutACodeThatIsKnown(int status, Kind kind) {
    assertThat(answered(StoreOperation.COPY_OBJECT, status, "", "").kind()).isEqualTo(kind);
    assertThat(answered(StoreOperation.COPY_OBJECT, status, "New", "").kind()).isEqualTo(kind);
  }

  @Test
  void conditionOfCompleteIsAboutTheDestination() {
    assertThat(answered(StoreOperation.COMPLETE, 412, "PreconditionFailed", "").kind())
        .isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(answered(StoreOperation.COMPLETE, 412, "", "").kind())
        .isEqualTo(Kind.ALREADY_EXISTS);
  }

  @Test
  void deniedForItsRateIsThrottled() {
    String message = "Your request rate is too high. Please reduce it.";
    assertThat(answered(StoreOperation.COPY_PART, 403, "AccessDenied", message).kind())
        .isEqualTo(Kind.THROTTLED);
  }

  @Test
  void headThatIsBadForNoReasonMayHaveAnExpiredToken() {
    StoreFault fault = answered(StoreOperation.HEAD_OBJECT, 400, "", "Bad Request");
    assertThat(fault.kind()).isEqualTo(Kind.DENIED);
    assertThat(fault.message()).contains("expired session token");
  }

  @Test
  void readingThatGotNoAnswerDidNothing() {
    assertThat(answered(StoreOperation.LIST_OBJECTS, 500, "InternalError", "").kind())
        .isEqualTo(Kind.TRANSIENT);
    assertThat(unanswered(StoreOperation.HEAD_OBJECT, new SocketTimeoutException()).kind())
        .isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void faultTellsWhatBosSaid() {
    StoreFault fault = answered(StoreOperation.COMPLETE, 400, "InvalidPart", " no such part ");
    assertThat(fault)
        .isEqualTo(
            new StoreFault(
                Kind.INVALID_PART,
                StoreOperation.COMPLETE,
                "bos://b/k",
                "InvalidPart",
                400,
                "id-1",
                "no such part"));
  }

  static Stream<IOException> neverSent() {
    return Stream.of(
        new ConnectException("refused"),
        new ConnectTimeoutException("too late"),
        new NoRouteToHostException(),
        new UnknownHostException("bos.invalid"));
  }

  @ParameterizedTest
  @MethodSource("neverSent")
  void connectionThatWasNeverMadeDidNothing(IOException failure) {
    assertThat(unanswered(StoreOperation.COMPLETE, failure).kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void certificateOfAnotherServerStaysWrong() {
    IOException failure = new SSLPeerUnverifiedException("it is for *.example");
    assertThat(unanswered(StoreOperation.HEAD_BUCKET, failure).kind()).isEqualTo(Kind.INVALID);
  }

  static Stream<IOException> perhapsSent() {
    return Stream.of(new SocketTimeoutException("read"), new SocketException("reset"));
  }

  @ParameterizedTest
  @MethodSource("perhapsSent")
  void connectionThatWasLostLeavesTheOutcomeUnknown(IOException failure) {
    StoreFault fault = unanswered(StoreOperation.COPY_PART, failure);
    assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(fault.status()).isZero();
  }

  private static StoreFault answered(
      StoreOperation operation, int status, String code, String message) {
    BceServiceException answer = new BceServiceException(message);
    answer.setStatusCode(status);
    answer.setErrorCode(code);
    answer.setRequestId(" id-1");
    return BosFaults.exception(operation, "bos://b/k", answer).fault();
  }

  private static StoreFault unanswered(StoreOperation operation, IOException failure) {
    return BosFaults.exception(
            operation, "bos://b/k", new BceClientException("Unable to execute", failure))
        .fault();
  }
}
