package org.bucketcopy.job.stores.s3;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bucketcopy.job.stores.listing.XmlScrubber;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Makes answers readable that repeat a key, which are errors: what else repeats one {@link
 * KeptBody} keeps as it is.
 */
final class ScrubbedXml implements ExecutionInterceptor {
  @Override
  public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    boolean asItIs =
        context.request() instanceof GetObjectRequest || KeptBody.isFor(context.request());
    if (asItIs && context.httpResponse().isSuccessful()) {
      return context.responsePublisher();
    }
    XmlScrubber scrubber = new XmlScrubber();
    return context
        .responsePublisher()
        .map(content -> SdkPublisher.adapt(content).map(scrubber::scrubbed));
  }
}
