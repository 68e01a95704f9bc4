package org.bucketcopy.job.stores.oss;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.planner.store.Body;

/** A body that counts its open streams and the bytes that were read, and may fail. */
final class CountedBody implements Body {
  private final byte[] content;
  private final long length;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong read = new AtomicLong();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private int failsAfter = Integer.MAX_VALUE;
  private Callable<IOException> failure = () -> new IOException("never");

  CountedBody(byte[] content) {
    this(content, content.length);
  }

  CountedBody(byte[] content, long length) {
    this.content = content;
    this.length = length;
  }

  /** Does this before a read when so many bytes were read, and throws what it returns. */
  CountedBody failing(int bytes, Callable<IOException> by) {
    failsAfter = bytes;
    failure = by;
    return this;
  }

  /** Streams that are not closed. */
  int streams() {
    return open.get();
  }

  /** Completes when a stream is closed and no other is open. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  /** Bytes that were read so far. */
  long read() {
    return read.get();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() {
    open.incrementAndGet();
    return new FilterInputStream(new ByteArrayInputStream(content)) {
      private int given;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int most) throws IOException {
        int wanted = Math.min(most, failsAfter - given);
        if (wanted == 0) {
          throw broken();
        }
        int got = super.read(bytes, offset, wanted);
        given += Math.max(got, 0);
        read.addAndGet(Math.max(got, 0));
        return got;
      }

      @Override
      public void close() {
        if (open.decrementAndGet() == 0) {
          closed.complete(null);
        }
      }
    };
  }

  private IOException broken() {
    try {
      return failure.call();
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception other) {
      throw new IllegalStateException(other);
    }
  }
}
