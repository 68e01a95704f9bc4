package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bucketcopy.job.stores.s3.direct.S3Answer;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Keeps the answer to a request from the SDK, which then reads an empty one. One entry that the SDK
 * cannot read would cost the whole page, and it takes what is missing for zero or null.
 */
final class KeptBody implements ExecutionInterceptor {
  private static final ExecutionAttribute<Kept> KEPT = new ExecutionAttribute<>("KeptBody");

  /** The answer to one request. */
  static final class Kept {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private SdkHttpResponse head = SdkHttpResponse.builder().build();

    /** What a request needs for its answer to be kept here. */
    AwsRequestOverrideConfiguration asked() {
      return AwsRequestOverrideConfiguration.builder().putExecutionAttribute(KEPT, this).build();
    }

    /** The answer, once the request has succeeded. */
    S3Answer answer() {
      return new S3Answer(head, body.toString(UTF_8));
    }

    private void begin(SdkHttpResponse response) {
      head = response;
      body.reset();
    }

    private boolean take(ByteBuffer piece) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      body.writeBytes(bytes);
      return false;
    }
  }

  /** Whether the answer to {@code request} is kept. */
  static boolean isFor(SdkRequest request) {
    return request
        .overrideConfiguration()
        .map(more -> more.executionAttributes().getAttribute(KEPT) != null)
        .orElse(false);
  }

  @Override
  public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Optional<Kept> kept = Optional.ofNullable(attributes.getAttribute(KEPT));
    if (kept.isEmpty() || !context.httpResponse().isSuccessful()) {
      return context.responsePublisher();
    }
    kept.get().begin(context.httpResponse());
    return context
        .responsePublisher()
        .map(content -> SdkPublisher.adapt(content).filter(kept.get()::take));
  }
}
