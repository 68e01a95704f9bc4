package org.bucketcopy.job.servers.virtual;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import org.bucketcopy.job.servers.OddAnswer;
import org.bucketcopy.planner.thread.Unawaited;

/**
 * One request and the connection that waits for its answer.
 *
 * @param number of the request, told to the client as its id
 * @param arrivedNanos of {@link System#nanoTime}
 */
record Exchange(Channel channel, Request request, long number, long arrivedNanos) {

  /** Whether the client is still there. */
  boolean open() {
    return channel.isActive();
  }

  void answer(Answer answer) {
    if (!open()) {
      return;
    }
    ByteBuf whole = answer.encode(channel.alloc(), number);
    if (answer.rest().isPresent()) {
      Unawaited.drop(channel.write(whole));
      Unawaited.drop(channel.writeAndFlush(answer.rest().orElseThrow()));
    } else if (request.headers().contains("connection", "close", true)) {
      channel.writeAndFlush(whole).addListener(ChannelFutureListener.CLOSE);
    } else {
      Unawaited.drop(channel.writeAndFlush(whole, channel.voidPromise()));
    }
  }

  /** Gives the beginning of an answer, and closes the connection. */
  void cut(Answer answer) {
    channel
        .writeAndFlush(answer.encodeCut(channel.alloc(), number))
        .addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Gives bytes that are no answer of a store, on a thread of its own, and closes the connection.
   */
  void odd(OddAnswer answer) {
    Thread writer = new Thread(() -> write(answer), "virtual-s3-odd");
    writer.setDaemon(true);
    writer.start();
  }

  private void write(OddAnswer answer) {
    try {
      answer.write(new ChannelBytes(channel));
    } catch (IOException hungUp) {
      // as it is to be
    } finally {
      Unawaited.drop(channel.close());
    }
  }

  /** Gives no answer, and resets the connection. */
  void reset() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    Unawaited.drop(channel.close());
  }
}
