package org.bucketcopy.job.stores.s3.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Optional;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Writes a body to a connection as fast as that takes it. One piece is read while another is
 * written.
 */
final class BodyWriter implements Subscriber<ByteBuf> {
  private static final int UNWRITTEN = 2;

  private final Channel channel;
  private final ChannelFutureListener written;
  private final Consumer<Throwable> unread;
  private volatile Optional<Subscription> subscription = Optional.empty();

  /**
   * @param written hears that all is written, or of what is not
   * @param unread hears why the body cannot be read
   */
  BodyWriter(Channel channel, ChannelFutureListener written, Consumer<Throwable> unread) {
    this.channel = channel;
    this.written = written;
    this.unread = unread;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = Optional.of(given);
    given.request(UNWRITTEN);
  }

  @Override
  public void onNext(ByteBuf piece) {
    channel
        .writeAndFlush(new DefaultHttpContent(piece))
        .addListener(
            (ChannelFutureListener)
                done -> {
                  if (done.isSuccess()) {
                    subscription.ifPresent(more -> more.request(1));
                  } else {
                    stop();
                    written.operationComplete(done);
                  }
                });
  }

  @Override
  public void onComplete() {
    channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(written);
  }

  @Override
  public void onError(Throwable failure) {
    unread.accept(failure);
  }

  /** No more is read. */
  void stop() {
    subscription.ifPresent(Subscription::cancel);
  }
}
