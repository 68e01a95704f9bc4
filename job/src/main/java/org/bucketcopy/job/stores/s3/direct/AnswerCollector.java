package org.bucketcopy.job.stores.s3.direct;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Strings;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.planner.thread.Guarded;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** Collects one answer, on the thread that serves its connection. */
final class AnswerCollector implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
  private final CompletableFuture<S3Answer> answer = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private SdkHttpResponse head = SdkHttpResponse.builder().build();

  /** Fails with {@link SdkClientException} if no whole answer comes. */
  CompletableFuture<S3Answer> answer() {
    return answer;
  }

  @Override
  public void onHeaders(SdkHttpResponse received) {
    head = received;
  }

  @Override
  public void onStream(Publisher<ByteBuffer> content) {
    content.subscribe(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer piece) {
    new Guarded(() -> collect(piece), this::onError).run();
  }

  private void collect(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    body.writeBytes(bytes);
  }

  @Override
  public void onComplete() {
    new Guarded(() -> answer.complete(new S3Answer(head, body.toString(UTF_8))), this::onError)
        .run();
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(
        SdkClientException.create(
            "no answer: " + Strings.nullToEmpty(failure.getMessage()), failure));
  }
}
