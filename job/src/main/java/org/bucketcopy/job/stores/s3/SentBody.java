package org.bucketcopy.job.stores.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.bucketcopy.job.stores.ChecksummedStream;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.Body;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * A body as the SDK sends it, for one call. Each subscriber reads it anew, on threads that may
 * block.
 */
final class SentBody implements AsyncRequestBody {
  private static final Subscription NONE =
      new Subscription() {
        @Override
        public void request(long more) {}

        @Override
        public void cancel() {}
      };

  private final Body body;
  private final List<ChecksumAlgorithm> algorithms;
  private final S3Call call;
  private final Executor threads;
  private final List<BodyReading> readings = new ArrayList<>();
  private boolean over;

  /**
   * A body that nobody reads yet.
   *
   * @param algorithms checksums to make
   * @param call what it is sent for
   * @param threads the body is read on
   */
  SentBody(Body body, List<ChecksumAlgorithm> algorithms, S3Call call, Executor threads) {
    this.body = body;
    this.algorithms = List.copyOf(algorithms);
    this.call = call;
    this.threads = threads;
  }

  @Override
  public Optional<Long> contentLength() {
    return Optional.of(body.length());
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    Optional<BodyReading> reading = reading(subscriber);
    subscriber.onSubscribe(reading.<Subscription>map(Function.identity()).orElse(NONE));
    if (reading.isEmpty()) {
      subscriber.onError(new IOException("the request is over already"));
    }
  }

  private synchronized Optional<BodyReading> reading(Subscriber<? super ByteBuffer> subscriber) {
    if (over) {
      return Optional.empty();
    }
    BodyReading reading =
        new BodyReading(
            subscriber,
            call,
            () -> ChecksummedStream.open(body, algorithms, call.operation(), call.target()),
            body.length(),
            threads);
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
    for (BodyReading reading : readings) {
      reading.cancel();
      last =
          last.exceptionally(failure -> Optional.empty()).thenCompose(before -> reading.closed());
    }
    return last;
  }
}
