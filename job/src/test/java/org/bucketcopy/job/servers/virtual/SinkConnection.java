package org.bucketcopy.job.servers.virtual;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Unawaited;

/** Of the requests of one connection, serves those that are sunk, and hands on all others. */
final class SinkConnection extends ChannelInboundHandlerAdapter {
  private final Sink sink;
  private final Ledger ledger;
  private final Service service;
  private Optional<Current> current = Optional.empty();

  /** A request whose body is on its way. */
  private record Current(
      Request request, SunkBody body, ByteArrayOutputStream xml, long arrivedNanos) {
    void take(ByteBuf bytes) {
      if (request.operation() == Operation.COMPLETE) {
        xml.writeBytes(ByteBufUtil.getBytes(bytes));
      } else {
        body.take(bytes);
      }
    }

    Request whole() {
      return new Request(
          request.operation(),
          request.bucket(),
          request.key(),
          request.query(),
          request.headers(),
          xml.toByteArray());
    }
  }

  SinkConnection(Sink sink, Ledger ledger, Service service) {
    this.sink = sink;
    this.ledger = ledger;
    this.service = service;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest head) {
      current = sink.sinks(head).map(request -> begin(context, head, request));
    }
    if (current.isEmpty()) {
      context.fireChannelRead(message);
      return;
    }
    try {
      if (message instanceof HttpContent content) {
        current.get().take(content.content());
      }
      if (message instanceof LastHttpContent) {
        end(context, current.get());
      }
    } catch (Refusal unreadable) {
      Unawaited.drop(context.close());
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private Current begin(ChannelHandlerContext context, HttpRequest head, Request request) {
    ledger.arrived(request.operation());
    Connection.goOn(context, head);
    return new Current(request, sink.body(request), new ByteArrayOutputStream(), System.nanoTime());
  }

  private void end(ChannelHandlerContext context, Current sunk) {
    current = Optional.empty();
    Request request = sunk.whole();
    Exchange exchange = new Exchange(context.channel(), request, 0, sunk.arrivedNanos());
    long delayMicros =
        service.behaviour().manner(request.operation()).delayMicros(0, /* draw= */ 1);
    if (delayMicros == 0) {
      answer(exchange, sunk.body(), 0);
    } else {
      new Guarded(() -> answer(exchange, sunk.body(), delayMicros), defect -> exchange.reset())
          .after(context.channel().eventLoop(), delayMicros, TimeUnit.MICROSECONDS);
    }
  }

  private void answer(Exchange exchange, SunkBody body, long delayMicros) {
    Answer answer = sink.answer(exchange.request(), body);
    long tookMicros = (System.nanoTime() - exchange.arrivedNanos()) / 1000;
    ledger.answered(exchange.request().operation(), answer.status(), delayMicros, tookMicros);
    exchange.answer(answer);
  }
}
