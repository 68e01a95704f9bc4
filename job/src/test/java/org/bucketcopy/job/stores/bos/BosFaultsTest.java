package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import com.baidubce.BceClientException;
import com.baidubce.BceServiceException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BosFaultsTest {
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
    assertThat(fault.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(fault.message()).contains("expired session token");
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
