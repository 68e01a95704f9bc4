package org.bucketcopy.job.stores;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableMap;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLHandshakeException;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * What an answer or the lack of one asks of the caller, alike on all stores: by the store's code,
 * and only where that says nothing, by the HTTP status. What a store's documents say otherwise is
 * said in its own package. Codes of docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
 * alibabacloud.com/help/en/oss/support and cloud.baidu.com/doc/BOS/s/Ajwvysfpl, and those that
 * compatible stores use for the same: none means two things.
 *
 * <p>An answer that reports a fault inside the store may come after the work was done; for a call
 * that changes nothing that makes no difference.
 */
public final class FaultTable {
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
          .put("QpsLimitExceeded", Kind.THROTTLED)
          // The store has not read the request to its end.
          .put("RequestTimeout", Kind.TRANSIENT)
          .put("IncompleteBody", Kind.TRANSIENT)
          // The next attempt is signed at another time, with the credentials of that time.
          .put("RequestTimeTooSkewed", Kind.TRANSIENT)
          .put("RequestExpired", Kind.TRANSIENT)
          .put("ExpiredToken", Kind.TRANSIENT)
          .put("ExpiredTokenException", Kind.TRANSIENT)
          .put("TokenRefreshRequired", Kind.TRANSIENT)
          .put("SecurityTokenExpired", Kind.TRANSIENT)
          .put("InvalidSessionToken", Kind.TRANSIENT)
          .put("InternalError", Kind.UNKNOWN)
          .put("InternalFailure", Kind.UNKNOWN)
          .put("CallbackFailed", Kind.UNKNOWN)
          .put("NoSuchKey", Kind.NOT_FOUND)
          .put("NoSuchBucket", Kind.NOT_FOUND)
          .put("NoSuchVersion", Kind.NOT_FOUND)
          .put("SymlinkTargetNotExist", Kind.NOT_FOUND)
          .put("NoSuchUpload", Kind.UPLOAD_GONE)
          .put("InvalidPart", Kind.INVALID_PART)
          .put("FilePartNotExist", Kind.INVALID_PART)
          .put("FilePartStale", Kind.INVALID_PART)
          .put("FilePartInterity", Kind.INVALID_PART)
          .put("PreconditionFailed", Kind.SOURCE_CHANGED)
          .put("NotModified", Kind.SOURCE_CHANGED)
          .put("FileAlreadyExists", Kind.ALREADY_EXISTS)
          .put("ConditionalRequestConflict", Kind.CONFLICT)
          .put("OperationAborted", Kind.CONFLICT)
          .put("InvalidObjectState", Kind.ARCHIVED)
          .put("ObjectNotInActiveTierError", Kind.ARCHIVED)
          // What came is not what was sent, and was not stored.
          .put("BadDigest", Kind.CORRUPT)
          .put("XAmzContentChecksumMismatch", Kind.CORRUPT)
          .put("FileImmutable", Kind.IMMUTABLE)
          .put("AccessDenied", Kind.DENIED)
          .put("AccountOverdue", Kind.DENIED)
          .put("AccountProblem", Kind.DENIED)
          .put("AllAccessDisabled", Kind.DENIED)
          .put("InvalidAccessKeyId", Kind.DENIED)
          .put("InvalidHTTPAuthHeader", Kind.DENIED)
          .put("InvalidSecurityToken", Kind.DENIED)
          .put("InvalidToken", Kind.DENIED)
          .put("OptInRequired", Kind.DENIED)
          .put("SignatureDoesNotMatch", Kind.DENIED)
          .put("UserDisable", Kind.DENIED)
          .put("MethodNotAllowed", Kind.UNSUPPORTED)
          .put("NotImplemented", Kind.UNSUPPORTED)
          .put("ObjectNotAppendable", Kind.UNSUPPORTED)
          .put("OperationNotSupported", Kind.UNSUPPORTED)
          .put("EntityTooLarge", Kind.INVALID)
          .put("EntityTooSmall", Kind.INVALID)
          .put("InvalidArgument", Kind.INVALID)
          .put("InvalidDigest", Kind.INVALID)
          .put("InvalidObjectName", Kind.INVALID)
          .put("InvalidPartOrder", Kind.INVALID)
          .put("InvalidRange", Kind.INVALID)
          .put("MalformedXML", Kind.INVALID)
          .buildOrThrow();

  private FaultTable() {}

  /**
   * What an answer with an error asks for.
   *
   * @param code the store's own; empty where it gave none
   * @param status of HTTP, which is no error's where the store hides one in a good answer
   */
  public static Kind answered(StoreOperation operation, String code, int status) {
    Kind kind =
        Optional.ofNullable(BY_CODE.get(code)).orElseGet(() -> byStatus(operation, code, status));
    return switch (operation) {
      case LIST_PARTS, ABORT ->
          kind == Kind.NOT_FOUND ? gone(operation, code) : settled(operation, kind);
      default -> settled(operation, kind);
    };
  }

  /**
   * What "not found" says of an upload: Ceph RGW 16 to 20 take one that is gone for a missing key.
   * A 404 that names neither is no store's answer to such a call, but that of something on the way,
   * or of a server that does not know the call.
   */
  private static Kind gone(StoreOperation operation, String code) {
    return switch (code) {
      case "NoSuchKey" -> Kind.UPLOAD_GONE;
      case "NoSuchBucket" -> Kind.NOT_FOUND;
      default -> lost(operation);
    };
  }

  /**
   * What a call without an answer asks for.
   *
   * @param failure how it failed
   * @param neverSent what else than the JVM's own exceptions proves that nothing was sent
   */
  public static Kind unanswered(
      StoreOperation operation, Throwable failure, Predicate<Throwable> neverSent) {
    return Throwables.getCausalChain(failure).stream()
            .anyMatch(cause -> neverSent.test(cause) || hasNoConnection(cause))
        ? Kind.TRANSIENT
        : lost(operation);
  }

  /** What an answer asks for that was lost, is empty or cannot be read. */
  public static Kind lost(StoreOperation operation) {
    return operation.reads() ? Kind.TRANSIENT : Kind.UNKNOWN;
  }

  private static Kind settled(StoreOperation operation, Kind kind) {
    return kind == Kind.UNKNOWN ? lost(operation) : kind;
  }

  private static Kind byStatus(StoreOperation operation, String code, int status) {
    return switch (status) {
      case 304, 412 -> Kind.SOURCE_CHANGED;
      // The answer to a HEAD has no body that distinguishes an expired token from anything else.
      case 400 -> isHead(operation) && code.isEmpty() ? Kind.TRANSIENT : Kind.INVALID;
      case 401, 403 -> Kind.DENIED;
      case 404 -> Kind.NOT_FOUND;
      case 405, 501 -> Kind.UNSUPPORTED;
      case 408 -> Kind.TRANSIENT;
      case 409 -> Kind.CONFLICT;
      case 429, 503 -> Kind.THROTTLED;
      default -> status / 100 == 3 || status / 100 == 4 ? Kind.INVALID : Kind.UNKNOWN;
    };
  }

  private static boolean isHead(StoreOperation operation) {
    return operation == StoreOperation.HEAD_OBJECT || operation == StoreOperation.HEAD_BUCKET;
  }

  private static boolean hasNoConnection(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof UnknownHostException
        || failure instanceof UnresolvedAddressException
        || failure instanceof SSLHandshakeException;
  }
}
