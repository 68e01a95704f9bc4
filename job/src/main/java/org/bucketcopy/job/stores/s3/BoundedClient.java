package org.bucketcopy.job.stores.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.job.stores.RequestLimit;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Unawaited;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * Holds every request to its limit, and closes the connection of one that goes beyond. Bytes of an
 * object are read as fast as somebody takes them, and are not held: once they come, only the
 * connection's read timeout ends them.
 */
final class BoundedClient implements SdkAsyncHttpClient {
  private final SdkAsyncHttpClient client;
  private final RequestLimits limits;

  /** Closes {@code client} with itself. */
  BoundedClient(SdkAsyncHttpClient client, RequestLimits limits) {
    this.client = client;
    this.limits = limits;
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    StoreOperation operation = operation(request.request());
    RequestLimit limit = limits.of(operation);
    boolean streams = operation == StoreOperation.READ_RANGE;
    BoundedAnswer answer =
        new BoundedAnswer(
            request.responseHandler(),
            // An error is as short as that of any other call.
            streams ? limits.of(StoreOperation.HEAD_OBJECT) : limit,
            streams);
    CompletableFuture<Void> sent = client.execute(with(request, request.request(), answer));
    Future<?> end =
        limits.after(
            limit,
            () -> {
              if (answer.streaming) {
                return;
              }
              IOException expired = new IOException(limit.expired());
              try {
                answer.onError(expired);
              } finally {
                sent.completeExceptionally(expired);
              }
            });
    Unawaited.drop(sent.whenComplete((over, failure) -> end.cancel(false)));
    return sent;
  }

  private static StoreOperation operation(SdkHttpRequest request) {
    return RequestLimits.operation(
        request.method().name(),
        parameter -> request.rawQueryParameters().containsKey(parameter),
        request.firstMatchingHeader("x-amz-copy-source").isPresent(),
        request.firstMatchingHeader("Range").isPresent());
  }

  /** The same request with another message and another handler. */
  static AsyncExecuteRequest with(
      AsyncExecuteRequest request, SdkHttpRequest message, SdkAsyncHttpResponseHandler handler) {
    AsyncExecuteRequest.Builder changed =
        AsyncExecuteRequest.builder()
            .request(message)
            .requestContentPublisher(request.requestContentPublisher())
            .responseHandler(handler)
            .fullDuplex(request.fullDuplex())
            .httpExecutionAttributes(request.httpExecutionAttributes());
    request.metricCollector().ifPresent(changed::metricCollector);
    return changed.build();
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }

  private static final class BoundedAnswer implements SdkAsyncHttpResponseHandler {
    private final SdkAsyncHttpResponseHandler handler;
    private final RequestLimit limit;
    private final boolean streams;
    private volatile boolean streaming;

    BoundedAnswer(SdkAsyncHttpResponseHandler handler, RequestLimit limit, boolean streams) {
      this.handler = handler;
      this.limit = limit;
      this.streams = streams;
    }

    @Override
    public void onHeaders(SdkHttpResponse head) {
      streaming = streams && head.isSuccessful();
      handler.onHeaders(head);
    }

    @Override
    public void onStream(Publisher<ByteBuffer> content) {
      handler.onStream(
          streaming
              ? content
              : subscriber -> content.subscribe(new BoundedBody(subscriber, handler, limit)));
    }

    @Override
    public void onError(Throwable failure) {
      handler.onError(failure);
    }
  }

  /** Passes a body on until it is too large. */
  private static final class BoundedBody implements Subscriber<ByteBuffer> {
    private final Subscriber<? super ByteBuffer> subscriber;
    private final SdkAsyncHttpResponseHandler handler;
    private final RequestLimit limit;
    private Optional<Subscription> subscription = Optional.empty();
    private long passed;
    private boolean refused;

    BoundedBody(
        Subscriber<? super ByteBuffer> subscriber,
        SdkAsyncHttpResponseHandler handler,
        RequestLimit limit) {
      this.subscriber = subscriber;
      this.handler = handler;
      this.limit = limit;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = Optional.of(given);
      subscriber.onSubscribe(given);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      if (refused) {
        return;
      }
      passed += piece.remaining();
      if (passed <= limit.bodyBytes()) {
        subscriber.onNext(piece);
        return;
      }
      refused = true;
      OversizedAnswer oversized = OversizedAnswer.body(limit);
      subscriber.onError(oversized);
      handler.onError(oversized);
      subscription.ifPresent(Subscription::cancel);
    }

    @Override
    public void onError(Throwable failure) {
      if (!refused) {
        subscriber.onError(failure);
      }
    }

    @Override
    public void onComplete() {
      if (!refused) {
        subscriber.onComplete();
      }
    }
  }
}
