package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.Printable;

/**
 * Why a call to a store did not succeed: a value, so that it can travel from an executor to the
 * driver and into the report.
 *
 * @param kind the decision that the caller has to make
 * @param operation what was attempted
 * @param target on what: a bucket or an object
 * @param code the store's own error code; empty where it gave none
 * @param status HTTP status; 0 where there was no answer
 * @param requestId the store's id of the request; empty where it gave none
 * @param message what the store or the network said; never holds a secret
 *     <p>What the store wrote is cut where it is too long for a line of a report.
 */
public record StoreFault(
    Kind kind,
    StoreOperation operation,
    String target,
    String code,
    int status,
    String requestId,
    String message) {
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_MESSAGE = 1024;

  public StoreFault {
    code = cut(code, LONGEST_NAME);
    requestId = cut(requestId, LONGEST_NAME);
    message = cut(message, LONGEST_MESSAGE);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }

  /** One kind for each decision that a caller may have to make. */
  public enum Kind {
    /** The store asks to slow down: wait longer, then retry. Nothing was done. */
    THROTTLED,
    /** A passing fault, and nothing was done: retry. */
    TRANSIENT,
    /**
     * The answer was lost, empty or unreadable, so the work may have been done: look, then decide.
     */
    UNKNOWN,
    /** No such object or bucket. */
    NOT_FOUND,
    /** The multipart upload no longer exists: it was completed or aborted. */
    UPLOAD_GONE,
    /** A named part is missing or has another ETag: list the parts, then decide. */
    INVALID_PART,
    /** The source is no longer the object that was planned. */
    SOURCE_CHANGED,
    /** The destination exists and must not be replaced. */
    ALREADY_EXISTS,
    /** The upload lost against another write: only starting the object again can help. */
    CONFLICT,
    /** What was made is ours and is no copy of the source: it must not stay. Copy again. */
    CORRUPT,
    /** The source is archived and must be restored first. */
    ARCHIVED,
    /** The bucket holds its objects immutable: no object of it will be accepted. */
    IMMUTABLE,
    /** The identity has no right to do this. */
    DENIED,
    /** The store does not offer this call or this option. */
    UNSUPPORTED,
    /** The request is wrong and stays wrong. */
    INVALID,
    /** The job itself failed, not a store. */
    DEFECT;

    /** Whether a retry can help, provided that the call may be retried at all. */
    public boolean passing() {
      return this == THROTTLED || this == TRANSIENT || this == UNKNOWN;
    }
  }

  /** A fault that the job itself found, without an answer of a store. */
  public static StoreFault found(
      Kind kind, StoreOperation operation, Object target, String message) {
    return new StoreFault(kind, operation, target.toString(), "", 0, "", message);
  }

  /** The store's code where there is one, the kind otherwise. */
  public String codeOrKind() {
    return Optional.of(code).filter(c -> !c.isEmpty()).orElse(kind.name());
  }

  /** One line, {@link Printable}: what was attempted, on what, and what the store said. */
  @Override
  public String toString() {
    return Printable.of(
        operation.verb()
            + " "
            + target
            + ": "
            + codeOrKind()
            + (status == 0 ? "" : " (HTTP " + status + ")")
            + (message.isEmpty() ? "" : ": " + message)
            + (requestId.isEmpty() ? "" : " [request " + requestId + "]"));
  }
}
