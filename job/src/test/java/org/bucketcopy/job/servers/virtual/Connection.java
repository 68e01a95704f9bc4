package org.bucketcopy.job.servers.virtual;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.bucketcopy.planner.thread.Unawaited;

/** Gathers the requests of one connection, and hands each over when it is whole. */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final int MAX_BODY = 16 << 20;

  private final Service service;
  private final Control control;
  private Optional<HttpRequest> request = Optional.empty();
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private OptionalLong endsAt = OptionalLong.empty();

  Connection(Service service, Control control) {
    this.service = service;
    this.control = control;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest head) {
        begin(context, head);
      }
      if (message instanceof HttpContent content) {
        gather(context, content.content());
      }
      if (message instanceof LastHttpContent) {
        end(context);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** A client that has gone is no fault of ours. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Unawaited.drop(context.close());
  }

  private void begin(ChannelHandlerContext context, HttpRequest head) {
    if (head.decoderResult().isFailure()) {
      Unawaited.drop(context.close());
      return;
    }
    request = Optional.of(head);
    body = new ByteArrayOutputStream();
    endsAt = service.endsAt(head);
    goOn(context, head);
  }

  /** Asks for the body, if the client waits for that. */
  static void goOn(ChannelHandlerContext context, HttpRequest head) {
    if (HttpUtil.is100ContinueExpected(head)) {
      ByteBuf goOn = context.alloc().buffer(32);
      ByteBufUtil.writeAscii(goOn, "HTTP/1.1 100 Continue\r\n\r\n");
      Unawaited.drop(context.writeAndFlush(goOn, context.voidPromise()));
    }
  }

  private void gather(ChannelHandlerContext context, ByteBuf piece) {
    if (!piece.isReadable()) {
      return;
    }
    if (body.size() + piece.readableBytes() > MAX_BODY) {
      request = Optional.empty();
      Unawaited.drop(context.close());
      return;
    }
    body.writeBytes(ByteBufUtil.getBytes(piece));
    if (endsAt.isPresent() && body.size() >= endsAt.getAsLong()) {
      request = Optional.empty();
      context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      Unawaited.drop(context.close());
    }
  }

  private void end(ChannelHandlerContext context) {
    if (request.isEmpty()) {
      return;
    }
    HttpRequest head = request.get();
    request = Optional.empty();
    if (Control.serves(head.uri())) {
      control.serve(context.channel(), head);
    } else {
      service.serve(context.channel(), head, body.toByteArray());
    }
  }
}
