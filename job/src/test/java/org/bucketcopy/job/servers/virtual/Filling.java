package org.bucketcopy.job.servers.virtual;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes for synthetic objects, all of which begin alike: a block that repeats. Costs no more memory
 * than the block, however much is read. Thread-safe.
 */
final class Filling {
  private static final int BLOCK = 1 << 20;
  private static final int PIECE = 64 << 10;

  /** Objects of more bytes have an ETag as if they were made of parts. */
  private static final long MOST_DIGESTED = 64L << 20;

  private final ByteBuf block = Unpooled.directBuffer(BLOCK);
  private final Map<Long, String> etags = new ConcurrentHashMap<>();

  Filling() {
    byte[] octets = new byte[BLOCK];
    new SplittableRandom(20_261_201).nextBytes(octets);
    block.writeBytes(octets);
  }

  /** The ETag, without quotes, of an object of {@code size} bytes: their MD5 if it is not large. */
  String etag(long size) {
    return etags.computeIfAbsent(
        size,
        bytes ->
            bytes > MOST_DIGESTED ? Md5.hex(Bytes.ascii("filled " + bytes)) + "-2" : digest(bytes));
  }

  private String digest(long size) {
    MessageDigest digest = Md5.digest();
    for (long at = 0; at < size; at += BLOCK) {
      digest.update(block.nioBuffer(0, (int) Math.min(BLOCK, size - at)));
    }
    return Md5.hex(digest);
  }

  /** The bytes of a span, which are made as they are written. */
  ChunkedInput<ByteBuf> bytes(Span span) {
    return new Reading(span.first(), span.last() + 1);
  }

  private final class Reading implements ChunkedInput<ByteBuf> {
    private final long first;
    private final long end;
    private long next;

    Reading(long first, long end) {
      this.first = first;
      this.next = first;
      this.end = end;
    }

    @Override
    public ByteBuf readChunk(ByteBufAllocator allocator) {
      int at = (int) (next % BLOCK);
      int length = (int) Math.min(Math.min(PIECE, BLOCK - at), end - next);
      next += length;
      return block.retainedSlice(at, length);
    }

    @Override
    @SuppressWarnings("deprecation") // of Netty, which has not taken it away
    public ByteBuf readChunk(ChannelHandlerContext context) {
      return readChunk(context.alloc());
    }

    @Override
    public boolean isEndOfInput() {
      return next >= end;
    }

    @Override
    public void close() {}

    @Override
    public long length() {
      return end - first;
    }

    @Override
    public long progress() {
      return next - first;
    }
  }
}
