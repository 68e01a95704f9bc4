package org.bucketcopy.job.stores.s3;

import com.google.common.base.Ascii;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.List;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.planner.thread.Unawaited;

/**
 * Lets pass what answers a request, and closes a connection that carries anything else. What the
 * SDK does with it (2.56.0, HttpClientCodec with 8 KiB of headers): an answer that cannot be
 * decoded is waited for until the connection's read timeout; a provisional one is taken for the
 * answer, and the answer for that to the next request.
 */
final class AnswerGuard extends ChannelDuplexHandler {
  /** Of Netty. */
  private static final int STATUS_LINE_BYTES = 4096;

  /** Most bytes of a body that are passed on in one piece: what a connection reads at once. */
  static final int PIECE_BYTES = 64 << 10;

  private static final int CONTINUE = 100;
  private static final String USER_METADATA = "x-amz-meta-";

  private boolean expecting;
  private boolean mayContinue;
  private boolean provisional;
  private boolean awaited;
  private boolean justAnswered;
  private boolean broken;

  private AnswerGuard() {}

  /** Guards {@code connection}, whose handlers were just put in, if it speaks HTTP/1.1. */
  static void install(Channel connection) {
    if (connection.pipeline().get(HttpClientCodec.class) == null) {
      return;
    }
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(STATUS_LINE_BYTES)
            .setMaxHeaderSize(RequestLimits.HEADER_BYTES)
            .setMaxChunkSize(PIECE_BYTES)
            // The same length twice is one (RFC 9110, 8.6).
            .setAllowDuplicateContentLengths(true);
    HttpClientCodec codec = new HttpClientCodec(limits, false, false);
    connection.pipeline().replace(HttpClientCodec.class, "bounded-codec", codec);
    connection.pipeline().addAfter("bounded-codec", "answer-guard", new AnswerGuard());
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise written)
      throws Exception {
    if (message instanceof HttpRequest request) {
      expecting = true;
      mayContinue = HttpUtil.is100ContinueExpected(request);
    }
    super.write(context, message, written);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!broken && message instanceof HttpObject part) {
      read(context, part);
    } else if (broken) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private void read(ChannelHandlerContext context, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      refuse(context, part, unreadable(part.decoderResult().cause()));
      return;
    }
    if (part instanceof HttpResponse answer) {
      if (!expecting || justAnswered) {
        refuse(context, part, new IOException("an answer came that no request asked for"));
        return;
      }
      provisional = answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      // The SDK takes an answer without a body for complete before its end is read, and sends on.
      expecting = provisional;
      awaited = !provisional || (mayContinue && answer.status().code() == CONTINUE);
      mayContinue = false;
      lowerCase(answer.headers());
    }
    pass(context, part);
  }

  /** Of names that differ in case alone the SDK would keep one. */
  private static void lowerCase(HttpHeaders headers) {
    for (String name : headers.names()) {
      String lower = Ascii.toLowerCase(name);
      if (!lower.equals(name) && lower.startsWith(USER_METADATA)) {
        List<String> values = headers.getAll(lower);
        headers.remove(lower);
        headers.add(lower, values);
      }
    }
  }

  private void pass(ChannelHandlerContext context, HttpObject part) {
    if (!awaited) {
      ReferenceCountUtil.release(part);
      context.read();
      return;
    }
    if (!provisional && part instanceof LastHttpContent) {
      justAnswered = true;
    }
    context.fireChannelRead(part);
  }

  /** What was read at once with the end of an answer cannot answer a request sent after it. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    justAnswered = false;
    context.fireChannelReadComplete();
  }

  private static IOException unreadable(Throwable cause) {
    return cause instanceof TooLongHttpHeaderException
        ? OversizedAnswer.headers()
        : new IOException("the answer is not HTTP: " + cause.getMessage(), cause);
  }

  private void refuse(ChannelHandlerContext context, HttpObject part, IOException why) {
    broken = true;
    ReferenceCountUtil.release(part);
    context.fireExceptionCaught(why);
    Unawaited.drop(context.close());
  }
}
