package org.bucketcopy.job.stores.s3;

import com.google.common.base.Strings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.bucketcopy.job.stores.FaultTable;
import org.bucketcopy.planner.store.BlockStream;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.thread.Unawaited;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The bytes of an answer, read as they come. Few are held: the connection is read on when some were
 * taken. For one reader at a time; closed on any thread, which gives up the connection if more is
 * to come on it.
 */
final class RangeStream extends BlockStream implements Subscriber<ByteBuffer> {
  /** Each is what was read at once: {@link AnswerGuard#PIECE_BYTES} at most. */
  private static final int MOST_PIECES = 8;

  private final S3Call call;
  private final long length;

  /** Empty: nothing comes after. */
  private final BlockingQueue<Optional<ByteBuffer>> pieces = new LinkedBlockingQueue<>();

  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile boolean received;
  private volatile boolean closed;

  // Of the reader.
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private long count;
  private boolean ended;

  /**
   * A stream that nothing has come on yet.
   *
   * @param length how many bytes are to come
   */
  RangeStream(S3Call call, long length) {
    this.call = call;
    this.length = length;
  }

  @Override
  public void onSubscribe(Subscription given) {
    if (!subscription.complete(given) || closed) {
      given.cancel();
    } else {
      given.request(MOST_PIECES);
    }
  }

  @Override
  public void onNext(ByteBuffer next) {
    if (!closed) {
      pieces.add(Optional.of(next));
    }
  }

  @Override
  public void onError(Throwable thrown) {
    if (!received) {
      failure = Optional.of(thrown);
      onComplete();
    }
  }

  @Override
  public void onComplete() {
    received = true;
    pieces.add(Optional.empty());
  }

  @Override
  public int read(byte[] bytes, int offset, int most) throws IOException {
    Objects.checkFromIndexSize(offset, most, bytes.length);
    if (most == 0) {
      return 0;
    }
    while (!ended && !closed && !piece.hasRemaining()) {
      take();
    }
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (ended) {
      checkEnd();
      return -1;
    }
    int got = Math.min(most, piece.remaining());
    piece.get(bytes, offset, got);
    count += got;
    if (count > length) {
      throw fault(StoreFault.Kind.UNSUPPORTED, "more bytes came than were asked for");
    }
    return got;
  }

  private void take() throws IOException {
    try {
      Optional<ByteBuffer> next = pieces.take();
      ended = next.isEmpty();
      piece = next.orElse(piece);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("reading was interrupted");
    }
    if (!ended) {
      Unawaited.drop(subscription.thenAccept(connection -> connection.request(1)));
    }
  }

  private void checkEnd() throws SourceFaultException {
    Optional<Throwable> thrown = failure;
    if (thrown.isPresent() || count < length) {
      String message = count + " of " + length + " bytes came";
      String why = thrown.map(e -> ": " + Strings.nullToEmpty(e.getMessage())).orElse("");
      throw fault(FaultTable.lost(call.operation()), message + why);
    }
  }

  private SourceFaultException fault(StoreFault.Kind kind, String message) {
    return new SourceFaultException(
        StoreFault.found(kind, call.operation(), call.target(), message));
  }

  @Override
  public void close() {
    closed = true;
    pieces.clear();
    pieces.add(Optional.empty());
    if (!received) {
      Unawaited.drop(subscription.thenAccept(Subscription::cancel));
    }
  }
}
