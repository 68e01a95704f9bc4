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
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.thread.Unawaited;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The bytes of an answer, read as they come. All of a few are held; of more, some are, and the
 * connection is read on when they were taken. For one reader at a time; closed on any thread, which
 * gives up the connection if more is to come on it.
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
  private final CompletableFuture<Void> allHeld = new CompletableFuture<>();
  private volatile boolean received;
  private volatile boolean closed;

  // Of the connection's thread.
  private long came;

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
    if (!isHeld()) {
      allHeld.complete(null);
    }
  }

  /** Whether all bytes are held. */
  boolean isHeld() {
    return length <= Body.MAX_HELD_BYTES;
  }

  /**
   * Completes when reading does not block, or at once if not all bytes are held. Fails with a
   * {@link StoreException} if they do not come.
   */
  CompletableFuture<Void> allHeld() {
    return allHeld;
  }

  @Override
  public void onSubscribe(Subscription given) {
    if (!subscription.complete(given) || closed) {
      given.cancel();
    } else {
      given.request(isHeld() ? Long.MAX_VALUE : MOST_PIECES);
    }
  }

  @Override
  public void onNext(ByteBuffer next) {
    if (closed || received) {
      return;
    }
    came += next.remaining();
    pieces.add(Optional.of(next));
    if (came > length) {
      // Nobody wants the others.
      onComplete();
      Unawaited.drop(subscription.thenAccept(Subscription::cancel));
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
    Optional<SourceFaultException> flaw = flaw(came);
    if (flaw.isPresent()) {
      allHeld.completeExceptionally(new StoreException(flaw.orElseThrow().fault()));
    } else {
      allHeld.complete(null);
    }
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
    if (ended || count + piece.remaining() > length) {
      Optional<SourceFaultException> flaw = flaw(count + piece.remaining());
      if (flaw.isPresent()) {
        throw flaw.orElseThrow();
      }
      return -1;
    }
    int got = Math.min(most, piece.remaining());
    piece.get(bytes, offset, got);
    count += got;
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

  /** What is wrong with an answer of which so many bytes came. */
  private Optional<SourceFaultException> flaw(long bytes) {
    if (bytes > length) {
      return Optional.of(fault(StoreFault.Kind.UNSUPPORTED, "more bytes came than were asked for"));
    }
    Optional<Throwable> thrown = failure;
    if (thrown.isPresent() || bytes < length) {
      String message = bytes + " of " + length + " bytes came";
      String why = thrown.map(e -> ": " + Strings.nullToEmpty(e.getMessage())).orElse("");
      return Optional.of(fault(FaultTable.lost(call.operation()), message + why));
    }
    return Optional.empty();
  }

  private SourceFaultException fault(StoreFault.Kind kind, String message) {
    return new SourceFaultException(
        StoreFault.found(kind, call.operation(), call.target(), message));
  }

  @Override
  public void close() {
    closed = true;
    allHeld.cancel(false);
    pieces.clear();
    pieces.add(Optional.empty());
    if (!received) {
      Unawaited.drop(subscription.thenAccept(Subscription::cancel));
    }
  }
}
