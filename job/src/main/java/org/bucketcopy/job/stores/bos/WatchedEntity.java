package org.bucketcopy.job.stores.bos;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.http.HttpEntity;
import org.apache.http.entity.HttpEntityWrapper;

/**
 * The body of a request on its way. A socket has no timeout for what is written to it, so others
 * watch whether the server still takes it. A source that is slow is not the server's fault.
 */
final class WatchedEntity extends HttpEntityWrapper {
  /** Even between two writes, odd while one is under way. */
  private final AtomicLong steps = new AtomicLong();

  WatchedEntity(HttpEntity body) {
    super(body);
  }

  /** Another number after each byte or run of bytes that the connection has taken. */
  long steps() {
    return steps.get();
  }

  /** Whether the same bytes are being written as when the body was at {@code earlier}. */
  boolean stuckSince(long earlier) {
    return earlier % 2 == 1 && steps.get() == earlier;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    super.writeTo(
        new FilterOutputStream(out) {
          @Override
          public void write(int oneByte) throws IOException {
            steps.incrementAndGet();
            out.write(oneByte);
            steps.incrementAndGet();
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            steps.incrementAndGet();
            out.write(bytes, offset, length);
            steps.incrementAndGet();
          }
        });
  }
}
