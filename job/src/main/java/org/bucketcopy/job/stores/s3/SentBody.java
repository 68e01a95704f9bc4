package org.bucketcopy.job.stores.s3;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.bucketcopy.job.stores.s3.http.StreamedContent;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.Body;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * A body as the SDK sends it, or as connections of our own do, for one call. Each subscriber reads
 * it anew, on threads that may block.
 */
final class SentBody implements AsyncRequestBody {
  private static final Subscription NONE =
      new Subscription() {
        @Override
        public void request(long more) {}

        @Override
        public void cancel() {}
      };

  private final BodySource source;
  private final Executor threads;
  private final List<BodyReading<?>> readings = new ArrayList<>();
  private boolean over;

  /**
   * A body that nobody reads yet.
   *
   * @param algorithms checksums to make
   * @param call what it is sent for
   * @param threads the body is read on
   */
  SentBody(Body body, List<ChecksumAlgorithm> algorithms, S3Call call, Executor threads) {
    this.source = new BodySource(body, List.copyOf(algorithms), call);
    this.threads = threads;
  }

  @Override
  public Optional<Long> contentLength() {
    return Optional.of(source.length());
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    subscribe(subscriber, new HeapPieces());
  }

  /** Whether it is sent with its CRC-32C after it. */
  boolean isTrailed() {
    return source.algorithms().contains(ChecksumAlgorithm.CRC32C);
  }

  /** The same for connections of our own, with the CRC-32C after it. */
  StreamedContent streamed() {
    ChunkedPieces pieces = new ChunkedPieces(isTrailed());
    return new StreamedContent() {
      @Override
      public Map<String, String> headers() {
        return pieces.headers(source.length());
      }

      @Override
      public Optional<Long> contentLength() {
        return Optional.of(pieces.sent(source.length()));
      }

      @Override
      public void stream(Subscriber<? super ByteBuf> subscriber) {
        SentBody.this.subscribe(subscriber, pieces);
      }
    };
  }

  private <P> void subscribe(Subscriber<? super P> subscriber, Pieces<P> pieces) {
    Optional<BodyReading<P>> reading = reading(subscriber, pieces);
    subscriber.onSubscribe(reading.<Subscription>map(Function.identity()).orElse(NONE));
    if (reading.isEmpty()) {
      subscriber.onError(new IOException("the request is over already"));
    }
  }

  private synchronized <P> Optional<BodyReading<P>> reading(
      Subscriber<? super P> subscriber, Pieces<P> pieces) {
    if (over) {
      return Optional.empty();
    }
    BodyReading<P> reading = new BodyReading<>(subscriber, pieces, source, threads);
    readings.add(reading);
    return Optional.of(reading);
  }

  /**
   * Ends all reading when the call is over.
   *
   * @return completes when all streams are closed, with the checksums of what was sent, or empty if
   *     not all was read; fails as the source has
   */
  synchronized CompletableFuture<Optional<List<Checksum>>> end() {
    over = true;
    CompletableFuture<Optional<List<Checksum>>> last =
        CompletableFuture.completedFuture(Optional.empty());
    for (BodyReading<?> reading : readings) {
      reading.cancel();
      last =
          last.exceptionally(failure -> Optional.empty()).thenCompose(before -> reading.closed());
    }
    return last;
  }
}
