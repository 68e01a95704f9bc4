package org.bucketcopy.job.stores.s3.direct;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.planner.thread.Unawaited;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * Takes one answer, on the thread that serves its connection. The body of a success goes to a
 * subscriber as it comes; that of a refusal is collected.
 */
final class StreamedAnswer implements SdkAsyncHttpResponseHandler {
  private final Subscriber<ByteBuffer> body;
  private final AnswerCollector refusal = new AnswerCollector();
  private final CompletableFuture<S3Answer> begun = new CompletableFuture<>();
  private SdkHttpResponse head = SdkHttpResponse.builder().build();

  /**
   * @param body hears also if the answer breaks off
   */
  StreamedAnswer(Subscriber<ByteBuffer> body) {
    this.body = body;
    Unawaited.drop(
        refusal
            .answer()
            .whenComplete(
                (refused, failure) -> {
                  if (failure == null) {
                    begun.complete(refused);
                  } else {
                    begun.completeExceptionally(failure);
                  }
                }));
  }

  /**
   * The answer without the body of a success, which begins to come; or all of a refusal. Fails as
   * {@link AnswerCollector#answer} does.
   */
  CompletableFuture<S3Answer> begun() {
    return begun;
  }

  @Override
  public void onHeaders(SdkHttpResponse received) {
    head = received;
    refusal.onHeaders(received);
  }

  @Override
  public void onStream(Publisher<ByteBuffer> content) {
    if (!head.isSuccessful()) {
      refusal.onStream(content);
      return;
    }
    content.subscribe(body);
    begun.complete(new S3Answer(head, /* body= */ ""));
  }

  @Override
  public void onError(Throwable failure) {
    if (begun.isDone()) {
      body.onError(failure);
    } else {
      refusal.onError(failure);
    }
  }
}
