package org.bucketcopy.job.stores.oss;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.support.classic.SharedOutputBuffer;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends one body, which is not empty, over a connection. A thread of its own reads a piece when the
 * connection has taken the last one, so that a slow source holds up nothing else; the last piece is
 * held back until the source has ended, so that no object is made of a source that continues.
 */
final class BodyProducer implements AsyncEntityProducer {
  private static final int PIECE = 64 * 1024;
  private static final int SMALL_WRITES = 2 * 1024;

  private final SentBody body;
  private final Executor readers;
  private final Consumer<Throwable> failed;
  private final SharedOutputBuffer sink = new SharedOutputBuffer(SMALL_WRITES);
  private final AtomicBoolean started = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile boolean stopped;
  private volatile Optional<IOException> broken = Optional.empty();

  /**
   * @param readers threads that may block
   * @param failed takes what goes wrong with the source, and ends the request
   */
  BodyProducer(SentBody body, Executor readers, Consumer<Throwable> failed) {
    this.body = body;
    this.readers = readers;
    this.failed = failed;
  }

  /** Whether the source has ended, where it should: what is left goes out by itself. */
  boolean isRead() {
    return body.checksum().isPresent();
  }

  /** Reads no more, and opens nothing from now on; a read that is under way is not interrupted. */
  void stop() {
    stopped = true;
    sink.abort();
    if (started.compareAndSet(false, true)) {
      closed.complete(null);
    }
  }

  /** Completes when the source is closed. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    if (broken.isPresent()) {
      throw broken.get();
    }
    if (started.compareAndSet(false, true)) {
      start(channel);
    }
    sink.flush(channel);
  }

  private void start(DataStreamChannel channel) throws IOException {
    try {
      readers.execute(() -> run(channel));
    } catch (RejectedExecutionException shutDown) {
      closed.complete(null);
      throw new IOException("no thread reads the source any more", shutDown);
    }
  }

  private void run(DataStreamChannel channel) {
    try {
      send();
    } catch (Unwritten connection) {
      sink.abort();
      broken = Optional.of(connection);
      channel.requestOutput();
    } catch (Throwable source) {
      failed.accept(body.fault(source));
    } finally {
      closed.complete(null);
    }
  }

  private void send() throws IOException {
    if (stopped) {
      return;
    }
    ChecksummedStream in = body.open();
    try {
      byte[] piece = new byte[PIECE];
      long left = body.length();
      while (left > 0) {
        int got = in.read(piece, 0, (int) Math.min(piece.length, left));
        left -= got;
        if (left == 0 && in.read() < 0) {
          body.isRead(in.checksum());
        }
        write(piece, got);
      }
      end();
    } finally {
      closeQuietly(in);
    }
  }

  private void write(byte[] piece, int length) throws Unwritten {
    try {
      sink.write(piece, 0, length);
    } catch (IOException connection) {
      throw new Unwritten(connection);
    }
  }

  private void end() throws Unwritten {
    try {
      sink.writeCompleted();
    } catch (IOException connection) {
      throw new Unwritten(connection);
    }
  }

  /** All bytes were had, or it is known why not. */
  private static void closeQuietly(ChecksummedStream in) {
    try {
      in.close();
    } catch (IOException | RuntimeException ignored) {
      // nothing depends on it
    }
  }

  /** The connection does not take a piece: its own failure, or the server's answer, says why. */
  private static final class Unwritten extends IOException {
    Unwritten(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  @Override
  public int available() {
    return sink.length();
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public void failed(Exception failure) {
    sink.abort();
  }

  @Override
  public void releaseResources() {
    sink.abort();
  }

  @Override
  public long getContentLength() {
    return body.length();
  }

  @Override
  public @Nullable String getContentType() {
    return null;
  }

  @Override
  public @Nullable String getContentEncoding() {
    return null;
  }

  @Override
  public boolean isChunked() {
    return false;
  }

  @Override
  public Set<String> getTrailerNames() {
    return Set.of();
  }
}
