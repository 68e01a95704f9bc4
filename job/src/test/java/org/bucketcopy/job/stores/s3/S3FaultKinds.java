package org.bucketcopy.job.stores.s3;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.bucketcopy.job.stores.FaultKinds;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

public final class S3FaultKinds implements FaultKinds {
  @Override
  public Kind answered(StoreOperation operation, String code, int status, String message) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    return kind(
        operation,
        S3Exception.builder().awsErrorDetails(details).statusCode(status).requestId("R").build());
  }

  @Override
  public Kind unanswered(StoreOperation operation, IOException failure) {
    return kind(operation, SdkClientException.create("failed", failure));
  }

  @Override
  public IOException noConnection() {
    return new IOException(new TimeoutException("no connection"));
  }

  private static Kind kind(StoreOperation operation, Exception failure) {
    return S3Faults.exception(S3Call.of(operation, "target"), new CompletionException(failure))
        .fault()
        .kind();
  }
}
