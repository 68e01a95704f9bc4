package org.bucketcopy.job.stores.s3.direct;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.bucketcopy.planner.thread.Unawaited;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** Sends requests to endpoints whose addresses are known, and takes their answers. */
final class S3Exchange {
  /** A body as the connections take it. */
  record Content(AsyncRequestBody body) implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      body.subscribe(subscriber);
    }
  }

  private final SdkAsyncHttpClient http;
  private final Supplier<CompletableFuture<AwsCredentials>> credentials;
  private final AddedHeaders added;
  private final InstantSource clock;
  private final S3Signer signer = new S3Signer();

  /**
   * @param credentials asks for what to sign with
   * @param added to every request
   * @param clock dates each request
   */
  S3Exchange(
      SdkAsyncHttpClient http,
      Supplier<CompletableFuture<AwsCredentials>> credentials,
      AddedHeaders added,
      InstantSource clock) {
    this.http = http;
    this.credentials = credentials;
    this.added = added;
    this.clock = clock;
  }

  /**
   * Completes on the thread that serves the connection, and fails as the SDK's client does, or with
   * what {@code credentials} failed with.
   */
  CompletableFuture<S3Answer> send(KnownEndpoint endpoint, S3Request request) {
    return credentials.get().thenCompose(found -> send(endpoint, request, found));
  }

  /**
   * The same without the body of the answer, which {@code body} gets as it comes.
   *
   * @param body hears nothing of a refusal
   */
  CompletableFuture<S3Answer> read(
      KnownEndpoint endpoint, S3Request request, Subscriber<ByteBuffer> body) {
    return credentials.get().thenCompose(found -> read(endpoint, request, found, body));
  }

  private CompletableFuture<S3Answer> send(
      KnownEndpoint endpoint, S3Request request, AwsCredentials credentials) {
    AnswerCollector collector = new AnswerCollector();
    send(message(endpoint, request, credentials), request, collector);
    return collector.answer().thenApply(S3Answer::accepted);
  }

  private CompletableFuture<S3Answer> read(
      KnownEndpoint endpoint,
      S3Request request,
      AwsCredentials credentials,
      Subscriber<ByteBuffer> body) {
    StreamedAnswer answer = new StreamedAnswer(body);
    send(message(endpoint, request, credentials), request, answer);
    return answer.begun().thenApply(S3Answer::accepted);
  }

  /** Whatever keeps a request from being sent is a failure of its answer, as with the SDK. */
  private void send(
      SdkHttpRequest message, S3Request request, SdkAsyncHttpResponseHandler handler) {
    try {
      Unawaited.drop(
          http.execute(
                  AsyncExecuteRequest.builder()
                      .request(message)
                      .requestContentPublisher(request.body().orElse(NoContent.NONE))
                      .responseHandler(handler)
                      .build())
              .whenComplete(
                  (sent, failure) -> {
                    if (failure != null) {
                      handler.onError(failure);
                    }
                  }));
    } catch (Throwable notSent) {
      handler.onError(notSent);
    }
  }

  private SdkHttpRequest message(
      KnownEndpoint endpoint, S3Request request, AwsCredentials credentials) {
    S3Address address =
        S3Address.of(endpoint, request.target().bucket().name(), request.target().key());
    SortedMap<String, String> headers = new TreeMap<>(request.headers());
    headers.putAll(
        added.wanted(
            request.makesObject(),
            request.target().bucket().name(),
            Optional.ofNullable(request.headers().get(S3Request.COPY_SOURCE))));
    SdkHttpRequest.Builder message = address.request().method(request.method());
    request.query().forEach(message::putRawQueryParameter);
    signer
        .signed(request, address, headers, credentials, clock.instant())
        .forEach(message::putHeader);
    request
        .body()
        .flatMap(SdkHttpContentPublisher::contentLength)
        .ifPresent(length -> message.putHeader("content-length", length.toString()));
    return message.build();
  }
}
