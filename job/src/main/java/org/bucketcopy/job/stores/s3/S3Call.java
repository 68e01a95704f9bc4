package org.bucketcopy.job.stores.s3;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.stores.FaultTable;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import software.amazon.awssdk.http.Header;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * A call that is being made: what a failure has to be seen against.
 *
 * @param operation which
 * @param target on what
 * @param rule what it may do to an object at its destination
 */
record S3Call(StoreOperation operation, String target, DestinationRule rule) {
  static S3Call of(StoreOperation operation, Object target) {
    return new S3Call(operation, target.toString(), DestinationRule.REPLACE);
  }

  S3Call under(DestinationRule newRule) {
    return new S3Call(operation, target, newRule);
  }

  /** Makes the request; a failure of it completes the stage with a {@link StoreException}. */
  <T> CompletionStage<T> make(Supplier<CompletableFuture<T>> request) {
    return started(request)
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                throw S3Faults.exception(this, failure);
              }
              return answer;
            });
  }

  private <T> CompletableFuture<T> started(Supplier<CompletableFuture<T>> request) {
    try {
      return request.get();
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The ETag of an answer, which proves that the work was done. */
  ETag proof(Optional<String> etag) {
    return ETag.parse(etag)
        .orElseThrow(() -> found(StoreFault.Kind.UNKNOWN, "the answer has no ETag"));
  }

  /**
   * Requires an answer that has no body: a body shows that something else has answered than a store
   * that did what it was asked to.
   */
  void requireNoBody(SdkHttpResponse answer) {
    boolean none =
        answer.statusCode() == HttpStatusCode.NO_CONTENT
            || (answer.firstMatchingHeader(Header.TRANSFER_ENCODING).isEmpty()
                && answer
                    .firstMatchingHeader(Header.CONTENT_LENGTH)
                    .filter(length -> !length.equals("0"))
                    .isEmpty());
    if (!none) {
      throw found(FaultTable.lost(operation), "the answer has a body, where a store sends none");
    }
  }

  /** The kind of fault in {@code failure}, with which a stage of this call completed. */
  StoreFault.Kind kindOf(Throwable failure) {
    return StoreException.faultOf(failure, operation, target).kind();
  }

  /** What the store has to know of a failure to read what is sent. */
  SourceFaultException ofSource(IOException failure) {
    return SourceFaultException.in(failure)
        .map(fault -> new SourceFaultException(fault, failure))
        .orElseGet(
            () ->
                new SourceFaultException(
                    StoreFault.found(
                        StoreFault.Kind.TRANSIENT,
                        operation,
                        target,
                        "the source cannot be read: " + failure.getMessage()),
                    failure));
  }

  /** A failure that no answer of the store reports. */
  StoreException found(StoreFault.Kind kind, String message) {
    return new StoreException(StoreFault.found(kind, operation, target, message));
  }
}
