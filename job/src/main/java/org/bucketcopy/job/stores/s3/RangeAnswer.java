package org.bucketcopy.job.stores.s3;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.planner.thread.Unawaited;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Takes the answer to a request for bytes as soon as its headers are there. The SDK's own ways
 * either hold 4 MiB of each answer, or (toPublisher, 2.56.0) do not notify the reader of a body
 * that breaks off.
 */
final class RangeAnswer implements AsyncResponseTransformer<GetObjectResponse, RangeAnswer.Opened> {
  /**
   * An answer whose body is still to come.
   *
   * @param headers what its headers say
   * @param bytes what comes; to be closed
   */
  record Opened(SdkHttpResponse headers, RangeStream bytes) {}

  private final S3Call call;
  private final long length;
  private volatile CompletableFuture<Opened> opened = new CompletableFuture<>();
  private volatile Optional<GetObjectResponse> headers = Optional.empty();

  /**
   * @param length how many bytes are asked for
   */
  RangeAnswer(S3Call call, long length) {
    this.call = call;
    this.length = length;
  }

  @Override
  public CompletableFuture<Opened> prepare() {
    opened = new CompletableFuture<>();
    return opened;
  }

  @Override
  public void onResponse(GetObjectResponse response) {
    headers = Optional.of(response);
  }

  @Override
  public void onStream(SdkPublisher<ByteBuffer> content) {
    RangeStream bytes = new RangeStream(call, length);
    content.subscribe(bytes);
    opened.complete(new Opened(headers.orElseThrow().sdkHttpResponse(), bytes));
  }

  @Override
  public void exceptionOccurred(Throwable failure) {
    if (!opened.completeExceptionally(failure)) {
      Unawaited.drop(opened.thenAccept(answer -> answer.bytes().onError(failure)));
    }
  }
}
