package org.bucketcopy.job.stores.bos;

import com.baidubce.BceClientException;
import com.baidubce.BceServiceException;
import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import com.google.common.collect.Sets;
import java.util.Optional;
import java.util.Set;
import org.apache.http.MessageConstraintException;
import org.apache.http.conn.ConnectTimeoutException;
import org.bucketcopy.job.stores.Advice;
import org.bucketcopy.job.stores.CertificateFault;
import org.bucketcopy.job.stores.FaultTable;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Which decision a failure of BOS asks for, by {@link FaultTable} but for what BOS documents
 * otherwise (cloud.baidu.com/doc/BOS/s/Ajwvysfpl).
 */
final class BosFaults {
  /** Part of the message that makes an {@code AccessDenied} one of throttling. */
  private static final String RATE_TOO_HIGH = "request rate is too high";

  /** What is asked for under a condition on what is there. */
  private static final Set<StoreOperation> DESTINATION_CONDITIONS =
      Sets.immutableEnumSet(StoreOperation.COMPLETE, StoreOperation.PUT_OBJECT);

  private static final Advice ADVICE =
      new Advice("fs.bos.endpoint to that of its region", "fs.bos.endpoint to a host of BOS");

  private BosFaults() {}

  /** The failure of a call as the exception it completes with. */
  static StoreException exception(
      StoreOperation operation, Object target, BceClientException failure) {
    StoreFault fault =
        failure instanceof BceServiceException answer
            ? answered(operation, target, answer)
            : SourceFaultException.in(failure)
                .or(() -> CertificateFault.of(operation, target, failure))
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
    Kind kind = kind(operation, answer);
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
        ADVICE.added(
                Strings.nullToEmpty(answer.getErrorCode()),
                answer.getStatusCode(),
                Strings.nullToEmpty(answer.getErrorMessage()).strip())
            + hint);
  }

  private static Kind kind(StoreOperation operation, BceServiceException answer) {
    String code = Strings.nullToEmpty(answer.getErrorCode());
    if (code.equals("AccessDenied")
        && Strings.nullToEmpty(answer.getErrorMessage()).contains(RATE_TOO_HIGH)) {
      return Kind.THROTTLED;
    }
    if (code.equals("PreconditionFailed") || answer.getStatusCode() == 412) {
      return DESTINATION_CONDITIONS.contains(operation) ? Kind.ALREADY_EXISTS : Kind.SOURCE_CHANGED;
    }
    return FaultTable.answered(operation, code, answer.getStatusCode());
  }

  /** A HEAD has no body and so no code. */
  private static boolean isUnexplainedHead(StoreOperation operation, BceServiceException answer) {
    return operation == StoreOperation.HEAD_OBJECT
        && answer.getStatusCode() == 400
        && Strings.isNullOrEmpty(answer.getErrorCode());
  }

  private static StoreFault unanswered(
      StoreOperation operation, Object target, BceClientException failure) {
    Throwable cause = Throwables.getRootCause(failure);
    return StoreFault.found(
        FaultTable.unanswered(operation, failure, ConnectTimeoutException.class::isInstance),
        operation,
        target,
        cause.getClass().getSimpleName() + ": " + Strings.nullToEmpty(cause.getMessage()));
  }
}
