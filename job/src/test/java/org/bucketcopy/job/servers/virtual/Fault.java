package org.bucketcopy.job.servers.virtual;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.Optional;

/** What may go wrong with one request. */
public enum Fault {
  /** Status 500; nothing was done. */
  INTERNAL_ERROR(Optional.of(S3Error.INTERNAL_ERROR)),
  /** Status 503; nothing was done. */
  SLOW_DOWN(Optional.of(S3Error.SLOW_DOWN)),
  /** Status 403; nothing was done. */
  ACCESS_DENIED(Optional.of(S3Error.ACCESS_DENIED)),
  /** The same with a message that forges lines and commands a terminal; nothing was done. */
  DENIED_IN_HOSTILE_WORDS(Optional.of(S3Error.DENIED_IN_HOSTILE_WORDS)),
  /** Status 400, as for credentials whose time is over; nothing was done. */
  EXPIRED_TOKEN(Optional.of(S3Error.EXPIRED_TOKEN)),
  /** Status 400: the request is signed for another region than the bucket's. */
  WRONG_REGION(Optional.of(S3Error.AUTHORIZATION_HEADER_MALFORMED)),
  /** Status 301, without saying where to: the bucket is somewhere else. */
  REDIRECT(Optional.of(S3Error.PERMANENT_REDIRECT)),
  /** Status 403: the client's clock or the server's is wrong. */
  WRONG_CLOCK(Optional.of(S3Error.REQUEST_TIME_TOO_SKEWED)),
  /** Status 403: the bucket must be in the host's name. */
  PATH_STYLE(Optional.of(S3Error.SECOND_LEVEL_DOMAIN_FORBIDDEN)),
  /** Status 404, as of a server that does not know the call. */
  NOT_FOUND(Optional.of(S3Error.NOT_FOUND)),
  /** The connection is reset; nothing was done. */
  RESET_BEFORE(Optional.empty()),
  /** The connection is reset after the work was done: the answer is lost. */
  RESET_AFTER(Optional.empty()),
  /** The work was done, and the answer ends in its middle with the connection. */
  CUT_SHORT(Optional.empty()),
  /**
   * Status 200 with an error as body; nothing was done. Only for calls that may be answered so: the
   * copies, Complete, and what sends bytes. Other calls are served as if there were no fault.
   */
  ERROR_IN_BODY(Optional.empty()),
  /** Status 200 and nothing else; nothing was done. */
  EMPTY_200(Optional.empty()),
  /** The work was done, and its answer comes only after {@link Behaviour#silenceMillis}. */
  SILENCE(Optional.empty());

  private static final ImmutableMap<String, Fault> BY_WORD =
      Maps.uniqueIndex(Arrays.asList(values()), Fault::word);

  private final Optional<S3Error> error;

  Fault(Optional<S3Error> error) {
    this.error = error;
  }

  /** The error that is answered in place of the work; empty if it is another kind of fault. */
  Optional<S3Error> error() {
    return error;
  }

  /** Whether the same request may succeed when it is made again. */
  public boolean passing() {
    return switch (this) {
      case ACCESS_DENIED,
          DENIED_IN_HOSTILE_WORDS,
          EXPIRED_TOKEN,
          WRONG_REGION,
          REDIRECT,
          WRONG_CLOCK,
          PATH_STYLE,
          NOT_FOUND ->
          false;
      default -> true;
    };
  }

  /** Its name in options: {@code slow-down}. */
  public String word() {
    return Ascii.toLowerCase(name()).replace('_', '-');
  }

  static Optional<Fault> named(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }
}
