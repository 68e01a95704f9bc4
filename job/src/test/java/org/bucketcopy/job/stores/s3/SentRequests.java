package org.bucketcopy.job.stores.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** Keeps requests instead of sending them, and gives each the same answer. */
final class SentRequests implements SdkAsyncHttpClient {
  private final List<SdkHttpRequest> requests = new ArrayList<>();
  private final String answer;

  SentRequests(String answer) {
    this.answer = answer;
  }

  /** The last request. */
  SdkHttpRequest last() {
    return requests.get(requests.size() - 1);
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    requests.add(request.request());
    request
        .responseHandler()
        .onHeaders(
            SdkHttpResponse.builder().statusCode(200).putHeader("x-amz-version-id", "v2").build());
    request.responseHandler().onStream(AsyncRequestBody.fromString(answer));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    requests.clear();
  }
}
