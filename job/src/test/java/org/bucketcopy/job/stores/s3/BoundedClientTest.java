package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.stores.RequestLimit;
import org.bucketcopy.job.stores.RequestLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

final class BoundedClientTest {
  @Test
  @Timeout(60)
  void aRequestEndsInTimeThoughItsHandlerThrows() {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    RequestLimits limits =
        new RequestLimits(operation -> new RequestLimit(Duration.ofMillis(1), 1), timer);

    CompletableFuture<Void> sent = new BoundedClient(new Silent(), limits).execute(request());

    assertThatThrownBy(sent::get).hasCauseInstanceOf(IOException.class);
    timer.shutdownNow();
  }

  /** The time of a request is over when its bytes come, not those of an error. */
  @ParameterizedTest
  @CsvSource({"206, true", "503, false"})
  @Timeout(60)
  void bytesThatAreReadSlowlyAreNoRequestThatIsLate(int status, boolean goesOn) throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    RequestLimits limits =
        new RequestLimits(operation -> new RequestLimit(Duration.ofMillis(1), 1), timer);
    CompletableFuture<Void> sent =
        new BoundedClient(new Answering(status), limits).execute(request("Range"));

    timer.schedule(() -> {}, 5, TimeUnit.MILLISECONDS).get();

    assertThat(sent.isDone()).isEqualTo(!goesOn);
    timer.shutdownNow();
  }

  private static AsyncExecuteRequest request(String... headers) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(URI.create("http://127.0.0.1/b"));
    for (String header : headers) {
      request.putHeader(header, "bytes=0-9");
    }
    return AsyncExecuteRequest.builder()
        .request(request.build())
        .responseHandler(new Throwing())
        .build();
  }

  /** Answers without an end. */
  private record Answering(int status) implements SdkAsyncHttpClient {
    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      request.responseHandler().onHeaders(SdkHttpResponse.builder().statusCode(status).build());
      return new CompletableFuture<>();
    }

    @Override
    public void close() {}
  }

  /** Never answers. */
  private static final class Silent implements SdkAsyncHttpClient {
    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      return new CompletableFuture<>();
    }

    @Override
    public void close() {}
  }

  private static final class Throwing implements SdkAsyncHttpResponseHandler {
    @Override
    public void onHeaders(SdkHttpResponse headers) {}

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {}

    @Override
    public void onError(Throwable error) {
      throw new IllegalStateException(error);
    }
  }
}
