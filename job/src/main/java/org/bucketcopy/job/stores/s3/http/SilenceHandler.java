package org.bucketcopy.job.stores.s3.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.planner.thread.Unawaited;

/** Ends a connection on which no byte has moved for {@link RequestLimits#SILENCE}. */
final class SilenceHandler extends IdleStateHandler {
  SilenceHandler() {
    super(true, 0, 0, RequestLimits.SILENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  protected void channelIdle(ChannelHandlerContext context, IdleStateEvent silence) {
    context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
    Unawaited.drop(context.close());
  }
}
