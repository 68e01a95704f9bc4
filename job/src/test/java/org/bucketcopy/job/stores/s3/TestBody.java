package org.bucketcopy.job.stores.s3;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.planner.store.Body;

/** Counts what is read of it, and on which threads, and what is open. */
final class TestBody implements Body {
  /** Opens what is read. */
  interface Source {
    InputStream open() throws IOException;
  }

  private final long length;
  private final Source source;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicLong read = new AtomicLong();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  TestBody(long length, Source source) {
    this.length = length;
    this.source = source;
  }

  static TestBody of(byte[] content) {
    return new TestBody(content.length, () -> new ByteArrayInputStream(content));
  }

  /** Fails after some bytes. */
  static TestBody failing(int length, int after, IOException failure) {
    return new TestBody(
        length,
        () ->
            new InputStream() {
              private int count;

              @Override
              public int read() throws IOException {
                return read(new byte[1], 0, 1) - 1;
              }

              @Override
              public int read(byte[] bytes, int offset, int most) throws IOException {
                if (count == after) {
                  throw failure;
                }
                int got = Math.min(most, after - count);
                count += got;
                return got;
              }
            });
  }

  /** How many streams are open. */
  int stillOpen() {
    return open.get();
  }

  /** How many streams were opened. */
  int opened() {
    return opened.get();
  }

  /** How many bytes were read. */
  long read() {
    return read.get();
  }

  /** The names of the threads that opened or read it. */
  List<String> threads() {
    return threads;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() throws IOException {
    note();
    opened.incrementAndGet();
    InputStream in = source.open();
    open.incrementAndGet();
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int offset, int most) throws IOException {
        note();
        int got = super.read(bytes, offset, most);
        read.addAndGet(Math.max(0, got));
        return got;
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  private void note() {
    threads.add(Thread.currentThread().getName());
  }
}
