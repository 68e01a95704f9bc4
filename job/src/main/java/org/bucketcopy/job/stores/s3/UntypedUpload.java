package org.bucketcopy.job.stores.s3;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Header;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Keeps what is uploaded from the Content-Type that the SDK would give it: a copy would end up with
 * a header that its source does not have. Headers that a request brings along come later.
 */
final class UntypedUpload implements ExecutionInterceptor {
  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return isUntyped(context.request())
        ? context.httpRequest().toBuilder().removeHeader(Header.CONTENT_TYPE).build()
        : context.httpRequest();
  }

  private static boolean isUntyped(SdkRequest request) {
    return request instanceof UploadPartRequest
        || (request instanceof CreateMultipartUploadRequest upload && upload.contentType() == null)
        || (request instanceof PutObjectRequest put && put.contentType() == null)
        || (request instanceof CopyObjectRequest copy && copy.contentType() == null);
  }
}
