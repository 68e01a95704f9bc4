package org.bucketcopy.job.stores.bos;

import com.baidubce.BceClientException;
import com.baidubce.BceServiceException;
import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableMap;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.apache.http.MessageConstraintException;
import org.apache.http.conn.ConnectTimeoutException;
import org.bucketcopy.job.stores.CertificateFault;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Which decision a failure of BOS asks for: by its code first, by its status where there is no code
 * that is known (cloud.baidu.com/doc/BOS/s/Ajwvysfpl).
 */
final class BosFaults {
  /** Part of the message that makes an {@code AccessDenied} one of throttling. */
  private static final String RATE_TOO_HIGH = "request rate is too high";

  private static final Map<String, Kind> BY_CODE =
      ImmutableMap.<String, Kind>builder()
          .put("SlowDown", Kind.THROTTLED)
          .put("ServiceUnavailable", Kind.THROTTLED)
          .put("TooManyRequests", Kind.THROTTLED)
          .put("RequestTimeout", Kind.TRANSIENT)
          .put("RequestExpired", Kind.TRANSIENT)
          .put("InternalError", Kind.UNKNOWN)
          .put("NoSuchKey", Kind.NOT_FOUND)
          .put("NoSuchBucket", Kind.NOT_FOUND)
          .put("NoSuchVersion", Kind.NOT_FOUND)
          .put("NoSuchUpload", Kind.UPLOAD_GONE)
          .put("InvalidPart", Kind.INVALID_PART)
          .put("InvalidObjectState", Kind.ARCHIVED)
          .put("AccessDenied", Kind.DENIED)
          .put("AccountOverdue", Kind.DENIED)
          .put("InvalidAccessKeyId", Kind.DENIED)
          .put("InvalidHTTPAuthHeader", Kind.DENIED)
          .put("OptInRequired", Kind.DENIED)
          .put("SignatureDoesNotMatch", Kind.DENIED)
          .put("MethodNotAllowed", Kind.UNSUPPORTED)
          .put("NotImplemented", Kind.UNSUPPORTED)
          .put("EntityTooLarge", Kind.INVALID)
          .put("EntityTooSmall", Kind.INVALID)
          .put("InvalidArgument", Kind.INVALID)
          .put("InvalidObjectName", Kind.INVALID)
          .put("InvalidPartOrder", Kind.INVALID)
          .put("InvalidRange", Kind.INVALID)
          .buildOrThrow();

  private BosFaults() {}

  /** The failure of a call as the exception it completes with. */
  static StoreException exception(
      StoreOperation operation, Object target, BceClientException failure) {
    StoreFault fault =
        failure instanceof BceServiceException answer
            ? answered(operation, target, answer)
            : CertificateFault.of(operation, target, failure)
                .or(() -> oversized(operation, target, failure))
                .orElseGet(() -> unanswered(operation, target, failure));
    return new StoreException(fault, failure);
  }

  private static Optional<StoreFault> oversized(
      StoreOperation operation, Object target, BceClientException failure) {
    Throwable cause = Throwables.getRootCause(failure);
    return OversizedAnswer.of(
        operation,
        target,
        cause instanceof MessageConstraintException ? OversizedAnswer.headers() : failure);
  }

  private static StoreFault answered(
      StoreOperation operation, Object target, BceServiceException answer) {
    Kind kind = settled(operation, kind(operation, answer));
    String hint =
        isUnexplainedHead(operation, answer)
            ? " (an expired session token is answered so, too)"
            : "";
    return new StoreFault(
        kind,
        operation,
        target.toString(),
        Strings.nullToEmpty(answer.getErrorCode()),
        answer.getStatusCode(),
        Strings.nullToEmpty(answer.getRequestId()).strip(),
        Strings.nullToEmpty(answer.getErrorMessage()).strip() + hint);
  }

  private static Kind kind(StoreOperation operation, BceServiceException answer) {
    String code = Strings.nullToEmpty(answer.getErrorCode());
    if (code.equals("AccessDenied")
        && Strings.nullToEmpty(answer.getErrorMessage()).contains(RATE_TOO_HIGH)) {
      return Kind.THROTTLED;
    }
    if (code.equals("PreconditionFailed") || answer.getStatusCode() == 412) {
      return operation == StoreOperation.COMPLETE ? Kind.ALREADY_EXISTS : Kind.SOURCE_CHANGED;
    }
    if (isUnexplainedHead(operation, answer)) {
      return Kind.DENIED;
    }
    return Optional.ofNullable(BY_CODE.get(code)).orElseGet(() -> byStatus(answer.getStatusCode()));
  }

  /** A HEAD has no body and so no code. */
  private static boolean isUnexplainedHead(StoreOperation operation, BceServiceException answer) {
    return operation == StoreOperation.HEAD_OBJECT && answer.getStatusCode() == 400;
  }

  private static Kind byStatus(int status) {
    return switch (status) {
      case 401, 403 -> Kind.DENIED;
      case 404 -> Kind.NOT_FOUND;
      case 405, 501 -> Kind.UNSUPPORTED;
      case 408 -> Kind.TRANSIENT;
      case 409 -> Kind.CONFLICT;
      case 429, 503 -> Kind.THROTTLED;
      default -> status >= 300 && status < 500 ? Kind.INVALID : Kind.UNKNOWN;
    };
  }

  /** What only reads has done nothing, whatever became of its answer. */
  private static Kind settled(StoreOperation operation, Kind kind) {
    return kind == Kind.UNKNOWN && operation.reads() ? Kind.TRANSIENT : kind;
  }

  /** Only a connection that was never made proves that nothing was done. */
  private static StoreFault unanswered(
      StoreOperation operation, Object target, BceClientException failure) {
    Throwable cause = Throwables.getRootCause(failure);
    boolean unsent =
        Throwables.getCausalChain(failure).stream().anyMatch(BosFaults::isConnectFailure);
    return StoreFault.found(
        unsent ? Kind.TRANSIENT : settled(operation, Kind.UNKNOWN),
        operation,
        target,
        cause.getClass().getSimpleName() + ": " + Strings.nullToEmpty(cause.getMessage()));
  }

  private static boolean isConnectFailure(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof ConnectTimeoutException
        || failure instanceof NoRouteToHostException
        || failure instanceof UnknownHostException;
  }
}
