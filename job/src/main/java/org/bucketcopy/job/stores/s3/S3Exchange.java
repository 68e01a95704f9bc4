package org.bucketcopy.job.stores.s3;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** Sends requests to endpoints whose addresses are known, and takes their answers. */
final class S3Exchange {
  private static final SdkHttpContentPublisher NO_BODY =
      new SdkHttpContentPublisher() {
        @Override
        public Optional<Long> contentLength() {
          return Optional.of(0L);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
          AsyncRequestBody.empty().subscribe(subscriber);
        }
      };

  private final SdkAsyncHttpClient http;
  private final S3Credentials credentials;
  private final WantedHeaders wanted;
  private final S3Signer signer = new S3Signer();

  /**
   * @param wanted added to every request
   */
  S3Exchange(SdkAsyncHttpClient http, S3Credentials credentials, WantedHeaders wanted) {
    this.http = http;
    this.credentials = credentials;
    this.wanted = wanted;
  }

  /**
   * Completes on the thread that serves the connection, and fails as the SDK's client does, or with
   * {@link S3Credentials.Unavailable} if there is no login to sign with.
   *
   * @param endpoint one with an address
   */
  CompletableFuture<S3Answer> send(S3Endpoint endpoint, S3Request request) {
    return credentials.ask().thenCompose(login -> send(endpoint, request, login));
  }

  private CompletableFuture<S3Answer> send(
      S3Endpoint endpoint, S3Request request, AwsCredentials login) {
    AnswerCollector collector = new AnswerCollector();
    send(
        AsyncExecuteRequest.builder()
            .request(message(endpoint, request, login))
            .requestContentPublisher(NO_BODY)
            .responseHandler(collector)
            .build(),
        collector);
    return collector.answer().thenApply(S3Answer::accepted);
  }

  /** Whatever keeps a request from being sent is a failure of its answer, as with the SDK. */
  private void send(AsyncExecuteRequest request, AnswerCollector collector) {
    try {
      http.execute(request)
          .whenComplete(
              (sent, failure) -> {
                if (failure != null) {
                  collector.onError(failure);
                }
              });
    } catch (Throwable notSent) {
      collector.onError(notSent);
    }
  }

  private SdkHttpRequest message(S3Endpoint endpoint, S3Request request, AwsCredentials login) {
    S3Address address = S3Address.of(endpoint, request.bucket().name(), request.key());
    SdkHttpRequest.Builder message = address.request().method(request.method());
    request.query().forEach(message::putRawQueryParameter);
    signer.signed(login, wanted.on(request), address, Instant.now()).forEach(message::putHeader);
    if (request.method() == SdkHttpMethod.PUT) {
      message.putHeader("content-length", "0");
    }
    return message.build();
  }
}
