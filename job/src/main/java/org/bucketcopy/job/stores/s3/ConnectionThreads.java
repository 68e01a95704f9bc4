package org.bucketcopy.job.stores.s3;

import com.google.common.collect.Streams;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Unawaited;

/**
 * The threads that serve connections, one for two processors: a request on another thread than the
 * pool's is handed over twice, and one thread serves eight thousand small copies in a second.
 *
 * <p>A connection is opened only after the call that asks for it has returned. The SDK's pool
 * (HttpOrHttp2ChannelPool, seen in 2.56.0) listens for the outcome of its first connection after it
 * asked for it, and never answers the request if the connection had failed by then, as it does when
 * the host is unknown or refuses at once.
 */
@SuppressWarnings("deprecation") // the SDK knows no other event loop of Netty 4.2
final class ConnectionThreads extends NioEventLoopGroup {
  ConnectionThreads() {
    super(
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
        new DefaultThreadFactory("bucket-copy-s3", true));
  }

  @Override
  public ChannelFuture register(Channel channel) {
    EventLoop thread = next();
    ChannelPromise registered = new DefaultChannelPromise(channel, thread);
    // The SDK puts its handlers in while the channel is registered, and connects it afterwards.
    registered.addListener(done -> AnswerGuard.install(channel));
    caller()
        .orElse(thread)
        .execute(
            new Guarded(() -> Unawaited.drop(thread.register(registered)), registered::tryFailure));
    return registered;
  }

  /** The one of these threads that runs this. */
  private Optional<EventExecutor> caller() {
    return Streams.stream(this).filter(EventExecutor::inEventLoop).findFirst();
  }
}
