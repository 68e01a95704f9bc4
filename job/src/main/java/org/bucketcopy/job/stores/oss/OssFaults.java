package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.exceptions.CredentialsException;
import com.aliyun.sdk.service.oss2.exceptions.CredentialsFetchException;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.bucketcopy.job.stores.Advice;
import org.bucketcopy.job.stores.CertificateFault;
import org.bucketcopy.job.stores.FaultTable;
import org.bucketcopy.job.stores.OversizedAnswer;
import org.bucketcopy.job.stores.listing.XmlFields;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;

/** Which decision an error of OSS asks for, by {@link FaultTable}. */
final class OssFaults {
  /** The code that the SDK invents when an error answer has no body, as any answer to a HEAD. */
  private static final String NO_CODE = "BadErrorResponse";

  private static final Advice ADVICE =
      new Advice(
          "fs.oss.endpoint and fs.oss.region to those of its region",
          "fs.oss.endpoint to a host of OSS");

  private OssFaults() {}

  /** The fault behind a call that the SDK let fail. */
  static StoreFault failed(OssCall call, Throwable failure) {
    Optional<StoreFault> ofSource = SourceFaultException.in(failure);
    if (ofSource.isPresent()) {
      return ofSource.get();
    }
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
        .orElseGet(() -> withoutAnswer(call, failure));
  }

  private static StoreFault withoutAnswer(OssCall call, Throwable failure) {
    Kind kind = FaultTable.unanswered(call.operation(), failure, OssFaults::hasNoConnection);
    return StoreFault.found(
        kind, call.operation(), call.target(), describe(Throwables.getRootCause(failure)));
  }

  private static boolean hasNoConnection(Throwable failure) {
    return failure instanceof ConnectTimeoutException
        || failure instanceof ConnectionRequestTimeoutException;
  }

  /** The fault of an answer that carries an error in spite of its status. */
  static StoreFault hidden(OssCall call, OssAnswer answer, XmlFields error) {
    String code = error.value("Code").orElse("");
    return new StoreFault(
        FaultTable.answered(call.operation(), code, answer.status()),
        call.operation(),
        call.target(),
        code,
        answer.status(),
        error.value("RequestId").or(answer::requestId).orElse(""),
        error.value("Message").orElse(""));
  }

  /** The fault of an answer that is empty or does not say what it has to say. */
  static StoreFault unreadable(OssCall call, OssAnswer answer, RuntimeException why) {
    return new StoreFault(
        FaultTable.lost(call.operation()),
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
        FaultTable.answered(call.operation(), code, refusal.statusCode()),
        call.operation(),
        call.target(),
        code,
        refusal.statusCode(),
        Strings.nullToEmpty(refusal.requestId()),
        ADVICE.added(code, refusal.statusCode(), message));
  }

  /** What the SDK threw; its own checks of a request are the only thing it does not wrap. */
  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static String describe(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }
}
