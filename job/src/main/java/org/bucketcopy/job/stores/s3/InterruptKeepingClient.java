package org.bucketcopy.job.stores.s3;

import com.google.common.base.Throwables;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.bucketcopy.planner.thread.Unawaited;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.s3.DelegatingS3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Gives back the interruption that the SDK takes from the thread that makes a call. The SDK looks
 * for one between its steps (InterruptMonitor, 2.56), clears it and fails the call; a run that is
 * to stop would not hear of it.
 */
final class InterruptKeepingClient extends DelegatingS3AsyncClient {
  InterruptKeepingClient(S3AsyncClient client) {
    super(client);
  }

  @Override
  protected <T extends S3Request, R> CompletableFuture<R> invokeOperation(
      T request, Function<T, CompletableFuture<R>> operation) {
    CompletableFuture<R> answer = operation.apply(request);
    // What fails later, on another thread, was not interrupted by ours.
    if (answer.isCompletedExceptionally()) {
      Unawaited.drop(answer.whenComplete((made, failure) -> restore(failure)));
    }
    return answer;
  }

  private static void restore(Throwable failure) {
    boolean interrupted =
        Throwables.getCausalChain(failure).stream()
            .anyMatch(
                cause ->
                    cause instanceof InterruptedException || cause instanceof AbortedException);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
