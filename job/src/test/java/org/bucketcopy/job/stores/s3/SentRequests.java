package org.bucketcopy.job.stores.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.bucketcopy.job.stores.s3.direct.S3Answer;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** Keeps requests instead of sending them, and answers them at once. */
final class SentRequests implements SdkAsyncHttpClient {
  private final List<SdkHttpRequest> requests = new ArrayList<>();
  private final Function<SdkHttpRequest, S3Answer> answers;

  SentRequests(Function<SdkHttpRequest, S3Answer> answers) {
    this.answers = answers;
  }

  static S3Answer success(String body) {
    return new S3Answer(
        SdkHttpResponse.builder().statusCode(200).putHeader("x-amz-version-id", "v2").build(),
        body);
  }

  static S3Answer refusal(int status, String code) {
    return new S3Answer(
        SdkHttpResponse.builder().statusCode(status).build(),
        "<Error><Code>" + code + "</Code></Error>");
  }

  /** As S3 answers what was sent to the wrong region. */
  static S3Answer elsewhere(int status, String code, String region) {
    return new S3Answer(
        SdkHttpResponse.builder()
            .statusCode(status)
            .putHeader("x-amz-bucket-region", region)
            .build(),
        "<Error><Code>" + code + "</Code></Error>");
  }

  static boolean isSignedFor(String region, SdkHttpRequest request) {
    return request
        .firstMatchingHeader("Authorization")
        .filter(signature -> signature.contains("/" + region + "/s3/"))
        .isPresent();
  }

  static boolean isOfTheSdk(SdkHttpRequest request) {
    return request.firstMatchingHeader("amz-sdk-invocation-id").isPresent();
  }

  /** The last request. */
  SdkHttpRequest last() {
    return requests.get(requests.size() - 1);
  }

  /** All of them, in their order. */
  List<SdkHttpRequest> all() {
    return requests;
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    requests.add(request.request());
    S3Answer answer = answers.apply(request.request());
    request.responseHandler().onHeaders(answer.head());
    request.responseHandler().onStream(AsyncRequestBody.fromString(answer.body()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    requests.clear();
  }
}
