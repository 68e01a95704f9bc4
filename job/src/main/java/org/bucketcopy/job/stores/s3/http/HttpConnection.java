package org.bucketcopy.job.stores.s3.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Unawaited;

/** A connection, which carries one request at a time. */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
  private final Channel channel;
  private final InstantSource clock;
  private final Consumer<HttpConnection> freed;
  private final Consumer<HttpExchange> unsent;
  private volatile long idleSince;

  // Of the thread that serves the connection.
  private Optional<HttpExchange> current = Optional.empty();
  private boolean sent;
  private boolean kept;

  /**
   * @param channel it is the last handler of
   * @param clock says since when it is idle
   * @param freed takes it when it may carry another request
   * @param unsent takes a request that it cannot carry, and of which nothing was sent
   */
  HttpConnection(
      Channel channel,
      InstantSource clock,
      Consumer<HttpConnection> freed,
      Consumer<HttpExchange> unsent) {
    this.channel = channel;
    this.clock = clock;
    this.freed = freed;
    this.unsent = unsent;
    this.idleSince = clock.millis();
  }

  /** Whether it is open and was used at {@code millis} or later. */
  boolean isUsable(long millis) {
    return channel.isActive() && idleSince >= millis;
  }

  void close() {
    Unawaited.drop(channel.close());
  }

  /** Sends a request; on any thread. */
  void send(HttpExchange exchange) {
    Guarded write = new Guarded(() -> write(exchange), exchange::fail);
    if (channel.eventLoop().inEventLoop()) {
      write.run();
    } else {
      channel.eventLoop().execute(write);
    }
  }

  private void write(HttpExchange exchange) {
    if (!channel.isActive()) {
      unsent.accept(exchange);
      return;
    }
    if (exchange.over().isDone()) {
      freed.accept(this);
      return;
    }
    current = Optional.of(exchange);
    exchange.onMore(() -> resume(exchange));
    sent = false;
    kept = false;
    if (exchange.streamed().isPresent()) {
      stream(exchange, exchange.streamed().orElseThrow());
    } else {
      channel.writeAndFlush(exchange.message()).addListener(done -> written(exchange, done));
    }
    Unawaited.drop(
        exchange
            .over()
            .whenComplete(
                (over, failure) -> {
                  if (failure != null) {
                    close();
                  }
                }));
  }

  private void stream(HttpExchange exchange, StreamedContent body) {
    BodyWriter writer = new BodyWriter(channel, done -> written(exchange, done), exchange::fail);
    Unawaited.drop(exchange.over().whenComplete((over, failure) -> writer.stop()));
    Unawaited.drop(channel.write(exchange.message()));
    body.stream(writer);
  }

  /** A server that closes its side may have answered before: what comes to be read says so. */
  private void written(HttpExchange exchange, Future<?> done) {
    sent = done.isSuccess();
    boolean readable =
        done.cause() instanceof IOException && !(done.cause() instanceof SSLException);
    if (!sent && !readable) {
      exchange.fail(done.cause());
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (current.isEmpty()) {
      close();
      return;
    }
    HttpExchange exchange = current.orElseThrow();
    if (part instanceof HttpResponse head) {
      kept = HttpUtil.isKeepAlive(head);
      exchange.answered(head);
    }
    if (part instanceof HttpContent body && body.content().isReadable()) {
      ByteBuffer piece = ByteBuffer.allocate(body.content().readableBytes());
      body.content().readBytes(piece);
      exchange.received(piece.flip());
    }
    if (part instanceof LastHttpContent) {
      end(exchange);
    }
  }

  /** What was read at once is handed over, and no more until it is asked for. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (current.isPresent() && current.orElseThrow().isSated()) {
      channel.config().setAutoRead(false);
      // What was asked for meanwhile has found a connection that is read.
      resume(current.orElseThrow());
    }
    context.fireChannelReadComplete();
  }

  private void resume(HttpExchange exchange) {
    if (channel.eventLoop().inEventLoop()) {
      if (!exchange.isSated()) {
        channel.config().setAutoRead(true);
      }
    } else if (!channel.config().isAutoRead()) {
      channel.eventLoop().execute(() -> resume(exchange));
    }
  }

  /** The next request may be sent at once, before anybody hears of this one. */
  private void end(HttpExchange exchange) {
    current = Optional.empty();
    channel.config().setAutoRead(true);
    idleSince = clock.millis();
    if (kept && sent && !exchange.over().isDone()) {
      freed.accept(this);
    } else {
      close();
    }
    exchange.complete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(new IOException("the connection was closed before the answer had come in"));
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    fail(failure);
    close();
  }

  private void fail(Throwable failure) {
    current.ifPresent(exchange -> exchange.fail(failure));
    current = Optional.empty();
  }
}
