package org.bucketcopy.job.stores.s3;

import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Keeps {@code Expires} from the SDK, under a name that it does not know: it logs a stack trace for
 * each that is no date, and users may put anything there.
 */
final class RawExpires implements ExecutionInterceptor {
  /** The name under which it is kept. */
  static final String KEPT_AS = "x-raw-expires";

  private static final String NAME = "Expires";

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    List<String> values = context.httpResponse().matchingHeaders(NAME);
    return values.isEmpty()
        ? context.httpResponse()
        : context.httpResponse().toBuilder().removeHeader(NAME).putHeader(KEPT_AS, values).build();
  }
}
