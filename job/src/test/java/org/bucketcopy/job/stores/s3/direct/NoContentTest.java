package org.bucketcopy.job.stores.s3.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

final class NoContentTest {
  /** Asks at once for all there is, as connections of our own do. */
  private static final class Asking implements Subscriber<ByteBuffer> {
    private final AtomicBoolean completed;

    Asking(AtomicBoolean completed) {
      this.completed = completed;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      throw new AssertionError("there is no piece");
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
      completed.set(true);
    }
  }

  /** Millions of requests have no body: what is kept of each would fill the memory. */
  @Test
  void nothingIsKeptOfWhoAsks() {
    AtomicBoolean completed = new AtomicBoolean();
    WeakReference<Asking> asked = asked(completed);

    assertThat(completed).isTrue();
    for (int i = 0; i < 100 && asked.get() != null; i++) {
      System.gc();
    }
    assertThat(asked.get()).isNull();
  }

  private static WeakReference<Asking> asked(AtomicBoolean completed) {
    Asking asking = new Asking(completed);
    NoContent.NONE.subscribe(asking);
    return new WeakReference<>(asking);
  }
}
