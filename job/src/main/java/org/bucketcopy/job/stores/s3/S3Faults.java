package org.bucketcopy.job.stores.s3;

import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.bucketcopy.job.stores.Advice;
import org.bucketcopy.job.stores.CertificateFault;
import org.bucketcopy.job.stores.FaultTable;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What each failure of the SDK asks of the caller. The code of an answer decides before its status,
 * because S3 also hides errors in a 200. What S3 has in common with other stores is in {@link
 * FaultTable}.
 */
final class S3Faults {
  private static final Advice ADVICE =
      new Advice(
          "fs.s3a.endpoint.region to its region, or fs.s3a.endpoint to its endpoint",
          "fs.s3a.path.style.access to false");

  private S3Faults() {}

  /**
   * The store's fault that {@code failure} reports.
   *
   * @throws RuntimeException {@code failure} itself, if it is a defect of ours
   */
  static StoreException exception(S3Call call, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (cause instanceof StoreException found) {
      return found;
    }
    if (cause instanceof AwsServiceException answer) {
      return new StoreException(answered(call, answer), answer);
    }
    Optional<S3Credentials.Unavailable> noCredentials =
        inChain(cause, S3Credentials.Unavailable.class);
    if (noCredentials.isPresent()) {
      Kind kind = noCredentials.get().hadOne() ? Kind.TRANSIENT : Kind.DENIED;
      return unanswered(call, kind, noCredentials.get());
    }
    Optional<BucketEndpoints.Astray> astray = inChain(cause, BucketEndpoints.Astray.class);
    if (astray.isPresent()) {
      return unanswered(call, Kind.INVALID, astray.get());
    }
    Optional<StoreFault> known = SourceFaultException.in(cause).or(() -> ofTransport(call, cause));
    if (known.isPresent()) {
      return new StoreException(known.get(), cause);
    }
    if (cause instanceof SdkException || cause instanceof IOException) {
      return unanswered(
          call,
          FaultTable.unanswered(call.operation(), cause, S3Faults::waitedForAConnection),
          cause);
    }
    Throwables.throwIfUnchecked(cause);
    throw new CompletionException(cause);
  }

  private static Optional<StoreFault> ofTransport(S3Call call, Throwable cause) {
    return CertificateFault.of(call.operation(), call.target(), cause)
        .or(() -> OversizedAnswer.of(call.operation(), call.target(), cause));
  }

  private static StoreException unanswered(S3Call call, Kind kind, Throwable cause) {
    return new StoreException(
        new StoreFault(
            kind,
            call.operation(),
            call.target(),
            "",
            0,
            "",
            Strings.nullToEmpty(cause.getMessage())),
        cause);
  }

  private static StoreFault answered(S3Call call, AwsServiceException answer) {
    Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
    String code = details.map(AwsErrorDetails::errorCode).orElse("");
    return new StoreFault(
        kind(call, code, answer),
        call.operation(),
        call.target(),
        code,
        answer.statusCode(),
        Strings.nullToEmpty(answer.requestId()),
        ADVICE.added(
            code, answer.statusCode(), details.map(AwsErrorDetails::errorMessage).orElse("")));
  }

  private static Kind kind(S3Call call, String code, AwsServiceException answer) {
    if (code.equals("PreconditionFailed") || answer.statusCode() == 412) {
      if (call.operation() == StoreOperation.DELETE_OBJECT) {
        return Kind.CONFLICT;
      }
      return call.rule() == DestinationRule.REPLACE ? Kind.SOURCE_CHANGED : Kind.ALREADY_EXISTS;
    }
    return FaultTable.answered(call.operation(), code, answer.statusCode());
  }

  /** Netty's own timeout of a read is of another type. */
  private static boolean waitedForAConnection(Throwable failure) {
    return failure instanceof TimeoutException;
  }

  private static <T extends Throwable> Optional<T> inChain(Throwable failure, Class<T> type) {
    return Throwables.getCausalChain(failure).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
