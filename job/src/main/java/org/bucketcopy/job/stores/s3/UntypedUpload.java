package org.bucketcopy.job.stores.s3;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Header;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/**
 * Keeps an upload without a Content-Type: the SDK would name it {@code binary/octet-stream}, and a
 * copy would end up with a header that its source does not have.
 */
final class UntypedUpload implements ExecutionInterceptor {
  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    boolean untyped =
        context.request() instanceof CreateMultipartUploadRequest upload
            && upload.contentType() == null;
    return untyped
        ? context.httpRequest().toBuilder().removeHeader(Header.CONTENT_TYPE).build()
        : context.httpRequest();
  }
}
