package org.bucketcopy.job.stores.s3.http;

import com.google.common.math.LongMath;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.planner.thread.Guarded;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * One request and its answer. The answer is for the thread that serves the connection; an exchange
 * may be ended from any.
 */
final class HttpExchange {
  private final AsyncExecuteRequest asked;
  private final SdkAsyncHttpResponseHandler handler;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final List<ByteBuffer> content = new ArrayList<>();

  /** How many pieces of the answer's body are asked for; less than none if more have come. */
  private final AtomicLong wanted = new AtomicLong();

  private volatile Optional<Runnable> more = Optional.empty();
  private Optional<Subscriber<? super ByteBuffer>> reader = Optional.empty();

  HttpExchange(AsyncExecuteRequest asked) {
    this.asked = asked;
    this.handler = asked.responseHandler();
  }

  SdkHttpRequest request() {
    return asked.request();
  }

  /**
   * Completes when the answer has come in, or fails as the exchange has. Whoever completes it
   * before that ends the exchange.
   */
  CompletableFuture<Void> over() {
    return over;
  }

  /** The body that is read while it is sent, if it is one. */
  Optional<StreamedContent> streamed() {
    return asked.requestContentPublisher() instanceof StreamedContent content
        ? Optional.of(content)
        : Optional.empty();
  }

  /** Runs {@code next} when the request can be sent: at once, or when its body is there. */
  void whenReady(Runnable next) {
    if (streamed().isPresent()) {
      new Guarded(next, this::fail).run();
      return;
    }
    asked
        .requestContentPublisher()
        .subscribe(
            new Subscriber<>() {
              @Override
              public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(ByteBuffer piece) {
                content.add(piece);
              }

              @Override
              public void onError(Throwable failure) {
                fail(failure);
              }

              @Override
              public void onComplete() {
                new Guarded(next, HttpExchange.this::fail).run();
              }
            });
  }

  /** The request, with its body unless that is streamed. */
  HttpRequest message() {
    SdkHttpRequest request = asked.request();
    HttpMethod method = HttpMethod.valueOf(request.method().name());
    String path = request.encodedPath().isEmpty() ? "/" : request.encodedPath();
    String target = request.encodedQueryParameters().map(query -> path + "?" + query).orElse(path);
    HttpRequest message =
        streamed().isPresent()
            ? new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, target)
            : new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                method,
                target,
                Unpooled.wrappedBuffer(content.toArray(ByteBuffer[]::new)));
    request.forEachHeader((name, values) -> message.headers().add(name, values));
    if (!message.headers().contains(HttpHeaderNames.HOST)) {
      message.headers().set(HttpHeaderNames.HOST, authority(request));
    }
    return message;
  }

  private static String authority(SdkHttpRequest request) {
    return SdkHttpUtils.isUsingStandardPort(request.protocol(), request.port())
        ? request.host()
        : request.host() + ":" + request.port();
  }

  /** The status and the headers of the answer have come in. */
  void answered(HttpResponse head) {
    SdkHttpResponse.Builder response =
        SdkHttpResponse.builder()
            .statusCode(head.status().code())
            .statusText(head.status().reasonPhrase());
    head.headers().forEach(header -> response.appendHeader(header.getKey(), header.getValue()));
    handler.onHeaders(response.build());
    handler.onStream(this::read);
  }

  private void read(Subscriber<? super ByteBuffer> subscriber) {
    reader = Optional.of(subscriber);
    subscriber.onSubscribe(
        new Subscription() {
          @Override
          public void request(long pieces) {
            wanted.accumulateAndGet(pieces, LongMath::saturatedAdd);
            more.ifPresent(Runnable::run);
          }

          @Override
          public void cancel() {
            over.cancel(false);
          }
        });
  }

  /** Runs {@code resumed} whenever more of the answer's body is asked for, on any thread. */
  void onMore(Runnable resumed) {
    more = Optional.of(resumed);
  }

  /** Whether the answer's body has a reader that has got all that it has asked for. */
  boolean isSated() {
    return reader.isPresent() && wanted.get() <= 0;
  }

  /** A piece of the answer's body has come in. */
  void received(ByteBuffer piece) {
    if (wanted.get() != Long.MAX_VALUE) {
      wanted.decrementAndGet();
    }
    reader.ifPresent(subscriber -> subscriber.onNext(piece));
  }

  /** The last byte of the answer has come in. */
  void complete() {
    reader.ifPresent(Subscriber::onComplete);
    over.complete(null);
  }

  /** No whole answer comes; unless it has come. */
  void fail(Throwable failure) {
    if (over.completeExceptionally(failure)) {
      handler.onError(failure);
    }
  }
}
