package org.bucketcopy.job.stores.oss;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.aliyun.sdk.service.oss2.transport.HttpClient;
import com.aliyun.sdk.service.oss2.transport.RequestContext;
import com.aliyun.sdk.service.oss2.transport.RequestMessage;
import com.aliyun.sdk.service.oss2.transport.ResponseMessage;
import com.google.common.base.Strings;
import com.google.common.collect.Ordering;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.util.Timeout;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.job.stores.RequestLimit;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Unawaited;

/**
 * Sends what the SDK signed, on the client that it would use, and holds every request to its limit:
 * the SDK's own transport (0.4.0) takes answers of any size, and its futures cannot be cancelled.
 */
final class OssHttp implements HttpClient, AutoCloseable {
  /** As they are signed. */
  private static final CharCodingConfig HEADERS =
      CharCodingConfig.custom()
          .setCharset(UTF_8)
          .setMalformedInputAction(CodingErrorAction.REPLACE)
          .setUnmappableInputAction(CodingErrorAction.REPLACE)
          .build();

  private final CloseableHttpAsyncClient client;
  private final ClosableConnections connections;
  private final RequestLimits limits;
  private final Executor readers;

  private OssHttp(
      CloseableHttpAsyncClient client,
      ClosableConnections connections,
      RequestLimits limits,
      Executor readers) {
    this.client = client;
    this.connections = connections;
    this.limits = limits;
    this.readers = readers;
  }

  /**
   * @param most connections at a time
   * @param limits of every request
   * @param readers as many threads as connections, for bodies whose sources block
   */
  static OssHttp open(int most, RequestLimits limits, Executor readers) {
    ClosableConnections connections = ClosableConnections.open(most);
    CloseableHttpAsyncClient client =
        HttpAsyncClients.custom()
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .setUserAgent("")
            .setHttp1Config(
                Http1Config.custom()
                    .setMaxLineLength(RequestLimits.HEADER_BYTES)
                    .setMaxHeaderCount(RequestLimits.HEADER_COUNT)
                    .build())
            .setCharCodingConfig(HEADERS)
            .setConnectionManager(connections)
            .build();
    client.start();
    return new OssHttp(client, connections, limits, readers);
  }

  @Override
  public CompletableFuture<ResponseMessage> sendAsync(
      RequestMessage request, RequestContext context) {
    return request.body() instanceof SentBody body && body.length() == 0
        ? empty(body, request, context)
        : sent(request, context);
  }

  /** A request that has no bytes is over with its headers, so its source is looked at before. */
  private CompletableFuture<ResponseMessage> empty(
      SentBody body, RequestMessage request, RequestContext context) {
    CompletableFuture<SentBody> read = new CompletableFuture<>();
    readers.execute(
        new Guarded(
            () -> {
              try {
                body.readNothing();
                read.complete(body);
              } catch (IOException failure) {
                read.completeExceptionally(body.fault(failure));
              }
            },
            failure -> read.completeExceptionally(body.fault(failure))));
    RequestLimit limit = limits.of(operation(request));
    Future<?> end =
        limits.after(limit, () -> read.completeExceptionally(new IOException(limit.expired())));
    Unawaited.drop(read.whenComplete((nothing, failure) -> end.cancel(false)));
    RequestMessage bare = request.toBuilder().body(BinaryData.fromBytes(new byte[0])).build();
    return read.thenCompose(nothing -> sent(bare, context));
  }

  private CompletableFuture<ResponseMessage> sent(RequestMessage request, RequestContext context) {
    RequestLimit limit = limits.of(operation(request));
    CompletableFuture<ResponseMessage> answer = new CompletableFuture<>();
    Exchange exchange = new Exchange(within(limit), connections);
    Optional<BodyProducer> body = streamed(request, answer);
    CompletableFuture<ResponseMessage> over =
        body.map(source -> closed(source, exchange, answer)).orElse(answer);
    try {
      exchange.isSent(
          client.execute(
              producer(request, body),
              consumer(request, context, into(answer), exchange),
              null,
              exchange.context(),
              into(answer)));
      Future<?> end =
          limits.after(
              limit,
              () -> {
                answer.completeExceptionally(new IOException(limit.expired()));
                exchange.end();
                over.completeExceptionally(new IOException(limit.expired()));
              });
      Unawaited.drop(over.whenComplete((message, failure) -> end.cancel(false)));
    } catch (RuntimeException notSent) {
      answer.completeExceptionally(notSent);
    }
    return over;
  }

  private Optional<BodyProducer> streamed(
      RequestMessage request, CompletableFuture<ResponseMessage> answer) {
    return Optional.ofNullable(request.body())
        .filter(SentBody.class::isInstance)
        .map(body -> new BodyProducer((SentBody) body, readers, answer::completeExceptionally));
  }

  /**
   * The answer as soon as the source of the body is closed, which it is at once when the request
   * has failed, or was answered without all of it.
   */
  private static CompletableFuture<ResponseMessage> closed(
      BodyProducer body, Exchange exchange, CompletableFuture<ResponseMessage> answer) {
    CompletableFuture<ResponseMessage> over = new CompletableFuture<>();
    Unawaited.drop(
        answer.whenComplete(
            (message, failure) -> {
              if (failure != null || !body.isRead()) {
                body.stop();
                exchange.end();
              }
              Unawaited.drop(body.closed().whenComplete((nothing, none) -> pass(answer, over)));
            }));
    return over;
  }

  private static void pass(
      CompletableFuture<ResponseMessage> answer, CompletableFuture<ResponseMessage> over) {
    Unawaited.drop(
        answer.whenComplete(
            (message, failure) -> {
              if (failure == null) {
                over.complete(message);
              } else {
                over.completeExceptionally(failure);
              }
            }));
  }

  private AsyncResponseConsumer<ResponseMessage> consumer(
      RequestMessage request,
      RequestContext context,
      FutureCallback<ResponseMessage> answer,
      Exchange exchange) {
    return context.containsKey(RequestContext.Key.HTTP_COMPLETION_OPTION)
        ? new StreamedAnswer(request, limits.of(StoreOperation.HEAD_OBJECT), answer, exchange::end)
        : new BoundedAnswer(request, limits.of(operation(request)));
  }

  private static HttpClientContext within(RequestLimit limit) {
    HttpClientContext context = HttpClientContext.create();
    context.setRequestConfig(
        RequestConfig.custom()
            .setResponseTimeout(
                Timeout.of(Ordering.natural().min(RequestLimits.SILENCE, limit.total())))
            .setConnectionRequestTimeout(Timeout.DISABLED)
            .build());
    return context;
  }

  private static StoreOperation operation(RequestMessage request) {
    String query = "&" + Strings.nullToEmpty(request.uri().getRawQuery()) + "&";
    return RequestLimits.operation(
        request.method(),
        name -> query.contains("&" + name + "&") || query.contains("&" + name + "="),
        request.headers().containsKey("x-oss-copy-source"),
        request.headers().containsKey("Range"));
  }

  private static BasicRequestProducer producer(
      RequestMessage request, Optional<BodyProducer> body) {
    SimpleHttpRequest message = new SimpleHttpRequest(request.method(), request.uri());
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                message.addHeader(name, value);
              }
            });
    return new BasicRequestProducer(
        message,
        body.<AsyncEntityProducer>map(source -> source).or(() -> held(request)).orElse(null));
  }

  private static Optional<AsyncEntityProducer> held(RequestMessage request) {
    return Optional.ofNullable(request.body())
        .map(BinaryData::toBytes)
        .map(bytes -> new BasicAsyncEntityProducer(bytes, null));
  }

  private static FutureCallback<ResponseMessage> into(CompletableFuture<ResponseMessage> answer) {
    return new FutureCallback<>() {
      @Override
      public void completed(ResponseMessage message) {
        answer.complete(message);
      }

      @Override
      public void failed(Exception failure) {
        answer.completeExceptionally(
            failure instanceof MessageConstraintException ? OversizedAnswer.headers() : failure);
      }

      @Override
      public void cancelled() {
        answer.completeExceptionally(new IOException("the request was cancelled"));
      }
    };
  }

  /** Part of what requests name as their sender. */
  @Override
  public String name() {
    return "Apache Async HttpClient 5.x";
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
