package org.bucketcopy.job.stores.s3;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.math.LongMath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.thread.Guarded;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One reading of a body, from its first byte, as fast as the subscriber asks for it. A thread is
 * held only while there is something to read. The last bytes are handed over when it is known that
 * none come after them, so that a body that is too long does not become an object.
 *
 * @param <P> what is handed over
 */
final class BodyReading<P> implements Subscription {
  private final Subscriber<? super P> subscriber;
  private final Pieces<P> pieces;
  private final BodySource source;
  private final Executor threads;
  private final AtomicLong demand = new AtomicLong();

  /** What has happened since a thread last looked; only the one that finds none runs turns. */
  private final AtomicInteger events = new AtomicInteger();

  private final CompletableFuture<Optional<List<Checksum>>> closed = new CompletableFuture<>();
  private volatile boolean cancelled;
  private volatile boolean misused;

  // Of the thread whose turn it is.
  private Optional<ChecksummedStream> stream = Optional.empty();
  private long left;
  private boolean over;

  BodyReading(
      Subscriber<? super P> subscriber, Pieces<P> pieces, BodySource source, Executor threads) {
    this.subscriber = subscriber;
    this.pieces = pieces;
    this.source = source;
    this.left = source.length();
    this.threads = threads;
  }

  /**
   * Completes when the stream is closed, and nothing more is read: with the checksums if all was
   * read. Fails as the source has.
   */
  CompletableFuture<Optional<List<Checksum>>> closed() {
    return closed;
  }

  @Override
  public void request(long more) {
    if (more <= 0) {
      misused = true;
    } else {
      demand.accumulateAndGet(more, LongMath::saturatedAdd);
    }
    happened();
  }

  @Override
  public void cancel() {
    cancelled = true;
    happened();
  }

  private void happened() {
    if (events.getAndIncrement() == 0) {
      threads.execute(new Guarded(this::turns, this::fail));
    }
  }

  private void turns() {
    int seen = events.get();
    while (seen != 0) {
      turn();
      seen = events.addAndGet(-seen);
    }
  }

  private void turn() {
    while (!over) {
      if (cancelled) {
        end(Optional.empty());
      } else if (misused) {
        fail(new IllegalArgumentException("asked for no bytes (Reactive Streams, 3.9)"));
      } else if (demand.get() > 0) {
        next();
      } else {
        return;
      }
    }
  }

  private void next() {
    P piece;
    try {
      piece = read();
    } catch (IOException e) {
      fail(source.fault(e));
      return;
    } catch (RuntimeException defect) {
      fail(defect);
      return;
    }
    if (cancelled) {
      pieces.drop(piece);
      return;
    }
    if (demand.get() != Long.MAX_VALUE) {
      demand.decrementAndGet();
    }
    if (!pieces.isEmpty(piece)) {
      subscriber.onNext(piece);
    } else {
      pieces.drop(piece);
    }
    if (over) {
      subscriber.onComplete();
    }
  }

  private P read() throws IOException {
    if (stream.isEmpty()) {
      stream = Optional.of(source.open());
    }
    ChecksummedStream in = stream.orElseThrow();
    int bytes = (int) Math.min(pieces.size(), left);
    P piece = pieces.read(in, bytes);
    left -= bytes;
    return left == 0 ? last(in, piece) : piece;
  }

  /** What is too long, the stream finds. */
  private P last(ChecksummedStream in, P piece) throws IOException {
    try {
      checkState(in.read() < 0, "the stream has more than the body's bytes");
      List<Checksum> checksums = in.checksums();
      P ended = pieces.ended(piece, checksums);
      end(Optional.of(checksums));
      return ended;
    } catch (IOException | RuntimeException e) {
      pieces.drop(piece);
      throw e;
    }
  }

  private void end(Optional<List<Checksum>> checksums) {
    over = true;
    close();
    closed.complete(checksums);
  }

  private void fail(Throwable failure) {
    boolean notified = over;
    over = true;
    close();
    closed.completeExceptionally(failure);
    if (!cancelled && !notified) {
      subscriber.onError(failure);
    }
  }

  /** Of a stream that has been read, or that nobody wants, it is no harm if it fails to close. */
  private void close() {
    try {
      if (stream.isPresent()) {
        stream.orElseThrow().close();
      }
    } catch (IOException | RuntimeException ignored) {
      // as said
    } finally {
      stream = Optional.empty();
    }
  }
}
