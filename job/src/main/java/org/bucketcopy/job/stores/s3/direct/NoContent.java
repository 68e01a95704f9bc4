package org.bucketcopy.job.stores.s3.direct;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * The body of a request that has none. It keeps nothing of those who ask for it: {@code
 * AsyncRequestBody.empty()} (SDK 2.56.0) keeps each that asks at once, with all of its request, for
 * as long as it is used itself.
 */
enum NoContent implements SdkHttpContentPublisher {
  NONE;

  private static final Subscription NOTHING =
      new Subscription() {
        @Override
        public void request(long pieces) {}

        @Override
        public void cancel() {}
      };

  @Override
  public Optional<Long> contentLength() {
    return Optional.of(0L);
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(NOTHING);
    subscriber.onComplete();
  }
}
