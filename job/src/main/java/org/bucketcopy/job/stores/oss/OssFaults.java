package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.exceptions.CredentialsException;
import com.aliyun.sdk.service.oss2.exceptions.CredentialsFetchException;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableMap;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.bucketcopy.job.stores.CertificateFault;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;

/**
 * Which decision an error of OSS asks for: by its code, and only where that says nothing, by the
 * HTTP status. Codes as alibabacloud.com/help/en/oss/support lists them by status.
 */
final class OssFaults {
  /** The code that the SDK invents when an error answer has no body, as any answer to a HEAD. */
  private static final String NO_CODE = "BadErrorResponse";

  private static final Map<String, Kind> BY_CODE =
      ImmutableMap.<String, Kind>builder()
          .put("SlowDown", Kind.THROTTLED)
          .put("QpsLimitExceeded", Kind.THROTTLED)
          .put("ServiceUnavailable", Kind.THROTTLED)
          .put("RequestTimeout", Kind.TRANSIENT)
          .put("InternalError", Kind.UNKNOWN)
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
          .put("InvalidObjectState", Kind.ARCHIVED)
          .put("FileImmutable", Kind.IMMUTABLE)
          .put("AccessDenied", Kind.DENIED)
          .put("InvalidAccessKeyId", Kind.DENIED)
          .put("SignatureDoesNotMatch", Kind.DENIED)
          .put("InvalidSecurityToken", Kind.DENIED)
          .put("SecurityTokenExpired", Kind.DENIED)
          .put("RequestTimeTooSkewed", Kind.DENIED)
          .put("UserDisable", Kind.DENIED)
          .put("NotImplemented", Kind.UNSUPPORTED)
          .put("MethodNotAllowed", Kind.UNSUPPORTED)
          .put("OperationNotSupported", Kind.UNSUPPORTED)
          .put("ObjectNotAppendable", Kind.UNSUPPORTED)
          .put("InvalidPartOrder", Kind.INVALID)
          .put("EntityTooSmall", Kind.INVALID)
          .put("EntityTooLarge", Kind.INVALID)
          .put("InvalidRange", Kind.INVALID)
          .put("InvalidArgument", Kind.INVALID)
          .put("InvalidObjectName", Kind.INVALID)
          .put("InvalidDigest", Kind.INVALID)
          .put("MalformedXML", Kind.INVALID)
          .buildOrThrow();

  private static final Map<Integer, Kind> BY_STATUS =
      ImmutableMap.<Integer, Kind>builder()
          .put(304, Kind.SOURCE_CHANGED)
          .put(401, Kind.DENIED)
          .put(403, Kind.DENIED)
          .put(404, Kind.NOT_FOUND)
          .put(405, Kind.UNSUPPORTED)
          .put(408, Kind.TRANSIENT)
          .put(409, Kind.CONFLICT)
          .put(412, Kind.SOURCE_CHANGED)
          .put(429, Kind.THROTTLED)
          .put(501, Kind.UNSUPPORTED)
          .put(503, Kind.THROTTLED)
          .buildOrThrow();

  private OssFaults() {}

  /** The decision that an error asks for; {@code code} may be empty. */
  static Kind kind(String code, int status) {
    Kind byCode = BY_CODE.get(code);
    if (byCode != null) {
      return byCode;
    }
    Kind byStatus = BY_STATUS.get(status);
    if (byStatus != null) {
      return byStatus;
    }
    return status >= 400 && status < 500 ? Kind.INVALID : Kind.UNKNOWN;
  }

  /** The fault behind a call that the SDK let fail. */
  static StoreFault failed(OssCall call, Throwable failure) {
    List<Throwable> chain = Throwables.getCausalChain(failure);
    for (Throwable cause : chain) {
      if (cause instanceof ServiceException refusal) {
        return refused(call, refusal);
      }
      if (cause instanceof CredentialsException || cause instanceof CredentialsFetchException) {
        return StoreFault.found(
            Kind.DENIED, call.operation(), call.target(), "no credentials could be had");
      }
    }
    if (unwrapped(failure) instanceof IllegalArgumentException refusal) {
      return StoreFault.found(Kind.INVALID, call.operation(), call.target(), describe(refusal));
    }
    return CertificateFault.of(call.operation(), call.target(), failure)
        .or(() -> OversizedAnswer.of(call.operation(), call.target(), failure))
        .orElseGet(() -> withoutAnswer(call, chain.get(chain.size() - 1)));
  }

  private static StoreFault withoutAnswer(OssCall call, Throwable root) {
    boolean neverSent = root instanceof ConnectException || root instanceof UnknownHostException;
    Kind kind = neverSent ? Kind.TRANSIENT : unanswered(call);
    return StoreFault.found(kind, call.operation(), call.target(), describe(root));
  }

  /** The fault of an answer that carries an error in spite of its status. */
  static StoreFault hidden(OssCall call, OssAnswer answer, OssXml error) {
    String code = error.text("Code").orElse("");
    return new StoreFault(
        settled(call, kind(code, answer.status())),
        call.operation(),
        call.target(),
        code,
        answer.status(),
        error.text("RequestId").or(answer::requestId).orElse(""),
        error.text("Message").orElse(""));
  }

  /** The fault of an answer that is empty or does not say what it has to say. */
  static StoreFault unreadable(OssCall call, OssAnswer answer, RuntimeException why) {
    return new StoreFault(
        unanswered(call),
        call.operation(),
        call.target(),
        "",
        answer.status(),
        answer.requestId().orElse(""),
        describe(why));
  }

  private static StoreFault refused(OssCall call, ServiceException refusal) {
    boolean coded = !NO_CODE.equals(refusal.errorCode());
    String code = coded ? refusal.errorCode() : "";
    String message = coded ? Strings.nullToEmpty(refusal.errorMessage()) : "";
    return new StoreFault(
        settled(call, kind(code, refusal.statusCode())),
        call.operation(),
        call.target(),
        code,
        refusal.statusCode(),
        Strings.nullToEmpty(refusal.requestId()),
        message);
  }

  /** What the SDK threw; its own checks of a request are the only thing it does not wrap. */
  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static Kind settled(OssCall call, Kind kind) {
    return kind == Kind.UNKNOWN ? unanswered(call) : kind;
  }

  private static Kind unanswered(OssCall call) {
    return call.reads() ? Kind.TRANSIENT : Kind.UNKNOWN;
  }

  private static String describe(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }
}
