package org.bucketcopy.job.servers.virtual;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.OutputStream;

/** Writes to a connection, each time until the bytes are gone. Never used on the event loop. */
final class ChannelBytes extends OutputStream {
  private final Channel channel;

  ChannelBytes(Channel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (!channel
        .writeAndFlush(Unpooled.copiedBuffer(bytes, from, count))
        .awaitUninterruptibly()
        .isSuccess()) {
      throw new IOException("the client has hung up");
    }
  }
}
