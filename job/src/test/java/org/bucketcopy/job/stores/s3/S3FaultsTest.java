package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionException;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3FaultsTest {
  private static final StoreOperation ANY = StoreOperation.COPY_OBJECT;

  @Test
  void aFailedConditionOnTheDestinationMeansThatItExists() {
    assertThat(
            kind(
                StoreOperation.COMPLETE, DestinationRule.MUST_BE_ABSENT, "PreconditionFailed", 412))
        .isEqualTo(Kind.ALREADY_EXISTS);
  }

  @Test
  void aDefectIsNoFault() {
    IllegalStateException defect = new IllegalStateException("ours");
    assertThatThrownBy(() -> kind(new CompletionException(defect))).isSameAs(defect);
  }

  private static Kind kind(
      StoreOperation operation, DestinationRule rule, String code, int status) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode(code).errorMessage("message").build();
    StoreFault fault =
        S3Faults.exception(
                S3Call.of(operation, "target").under(rule),
                new CompletionException(
                    S3Exception.builder()
                        .awsErrorDetails(details)
                        .statusCode(status)
                        .requestId("R")
                        .build()))
            .fault();
    assertThat(fault)
        .isEqualTo(new StoreFault(fault.kind(), operation, "target", code, status, "R", "message"));
    return fault.kind();
  }

  private static Kind kind(Throwable failure) {
    return S3Faults.exception(S3Call.of(ANY, "target"), failure).fault().kind();
  }
}
