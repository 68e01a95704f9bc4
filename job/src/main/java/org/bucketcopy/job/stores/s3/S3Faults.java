package org.bucketcopy.job.stores.s3;

import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.bucketcopy.job.stores.CertificateFault;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What each failure of the SDK asks of the caller. The code of an answer decides before its status,
 * because S3 also hides errors in a 200.
 */
final class S3Faults {
  /**
   * By the codes of docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and those that
   * compatible stores use for the same.
   */
  private static final Map<String, Kind> BY_CODE =
      ImmutableMap.<String, Kind>builder()
          .put("SlowDown", Kind.THROTTLED)
          .put("ServiceUnavailable", Kind.THROTTLED)
          .put("Throttling", Kind.THROTTLED)
          .put("ThrottlingException", Kind.THROTTLED)
          .put("TooManyRequests", Kind.THROTTLED)
          .put("TooManyRequestsException", Kind.THROTTLED)
          .put("RequestLimitExceeded", Kind.THROTTLED)
          .put("BandwidthLimitExceeded", Kind.THROTTLED)
          .put("InternalError", Kind.TRANSIENT)
          .put("InternalFailure", Kind.TRANSIENT)
          .put("RequestTimeout", Kind.TRANSIENT)
          .put("RequestTimeTooSkewed", Kind.TRANSIENT)
          .put("IncompleteBody", Kind.TRANSIENT)
          .put("ExpiredToken", Kind.TRANSIENT)
          .put("ExpiredTokenException", Kind.TRANSIENT)
          .put("TokenRefreshRequired", Kind.TRANSIENT)
          .put("NoSuchKey", Kind.NOT_FOUND)
          .put("NoSuchBucket", Kind.NOT_FOUND)
          .put("NoSuchVersion", Kind.NOT_FOUND)
          .put("NoSuchUpload", Kind.UPLOAD_GONE)
          .put("InvalidPart", Kind.INVALID_PART)
          .put("ConditionalRequestConflict", Kind.CONFLICT)
          .put("OperationAborted", Kind.CONFLICT)
          .put("InvalidObjectState", Kind.ARCHIVED)
          .put("ObjectNotInActiveTierError", Kind.ARCHIVED)
          .put("AccessDenied", Kind.DENIED)
          .put("AllAccessDisabled", Kind.DENIED)
          .put("AccountProblem", Kind.DENIED)
          .put("InvalidAccessKeyId", Kind.DENIED)
          .put("InvalidToken", Kind.DENIED)
          .put("SignatureDoesNotMatch", Kind.DENIED)
          .put("NotImplemented", Kind.UNSUPPORTED)
          .put("MethodNotAllowed", Kind.UNSUPPORTED)
          .buildOrThrow();

  private S3Faults() {}

  /**
   * The store's fault that {@code failure} tells.
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
    Optional<StoreFault> known =
        CertificateFault.of(call.operation(), call.target(), cause)
            .or(() -> OversizedAnswer.of(call.operation(), call.target(), cause));
    if (known.isPresent()) {
      return new StoreException(known.get(), cause);
    }
    if (cause instanceof SdkException || cause instanceof IOException) {
      return unanswered(call, wasNeverSent(cause) ? Kind.TRANSIENT : Kind.UNKNOWN, cause);
    }
    Throwables.throwIfUnchecked(cause);
    throw new CompletionException(cause);
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
        details.map(AwsErrorDetails::errorMessage).orElse(""));
  }

  private static Kind kind(S3Call call, String code, AwsServiceException answer) {
    if (code.equals("PreconditionFailed") || answer.statusCode() == 412) {
      if (call.operation() == StoreOperation.DELETE_OBJECT) {
        return Kind.CONFLICT;
      }
      return call.rule() == DestinationRule.REPLACE ? Kind.SOURCE_CHANGED : Kind.ALREADY_EXISTS;
    }
    Kind kind =
        Optional.ofNullable(BY_CODE.get(code)).orElseGet(() -> byStatus(answer.statusCode(), call));
    return switch (call.operation()) {
      // S3 goes on with a Complete that it answered badly, and some stores have no other answer.
      case COMPLETE -> kind == Kind.TRANSIENT && answer.statusCode() != 400 ? Kind.UNKNOWN : kind;
      // Ceph RGW 16 to 20 take an upload that is gone for a missing key.
      case LIST_PARTS, ABORT ->
          kind == Kind.NOT_FOUND && !code.equals("NoSuchBucket") ? Kind.UPLOAD_GONE : kind;
      default -> kind;
    };
  }

  private static Kind byStatus(int status, S3Call call) {
    return switch (status) {
      // HEAD has no body to tell an expired token from anything else.
      case 400 -> isHead(call) ? Kind.TRANSIENT : Kind.INVALID;
      case 401, 403 -> Kind.DENIED;
      case 404 -> Kind.NOT_FOUND;
      case 405, 501 -> Kind.UNSUPPORTED;
      case 409 -> Kind.CONFLICT;
      case 408, 500 -> Kind.TRANSIENT;
      case 429, 503 -> Kind.THROTTLED;
      default -> status / 100 == 3 || status / 100 == 4 ? Kind.INVALID : Kind.UNKNOWN;
    };
  }

  private static boolean isHead(S3Call call) {
    return call.operation() == StoreOperation.HEAD_OBJECT
        || call.operation() == StoreOperation.HEAD_BUCKET;
  }

  private static boolean wasNeverSent(Throwable failure) {
    return inChain(failure, ConnectException.class).isPresent()
        || inChain(failure, UnknownHostException.class).isPresent()
        || inChain(failure, NoRouteToHostException.class).isPresent()
        || inChain(failure, SSLHandshakeException.class).isPresent()
        || inChain(failure, TimeoutException.class).isPresent();
  }

  private static <T extends Throwable> Optional<T> inChain(Throwable failure, Class<T> type) {
    return Throwables.getCausalChain(failure).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
