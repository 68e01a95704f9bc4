package org.bucketcopy.job.servers.virtual;

import com.google.common.base.Ascii;
import java.util.Optional;

/**
 * What is wrong with a completed upload. S3 refuses some of it, and makes a broken object of the
 * rest: so does this server, and counts both.
 */
public enum Violation {
  /** A part that is not there, or not under this ETag. */
  PART_UNKNOWN(Optional.of(S3Error.INVALID_PART)),
  /** Part numbers that do not ascend. */
  OUT_OF_ORDER(Optional.of(S3Error.INVALID_PART_ORDER)),
  /** A part below 5 MiB that is not the last. */
  PART_TOO_SMALL(Optional.of(S3Error.ENTITY_TOO_SMALL)),
  /** A declared size that the parts do not have. */
  OTHER_SIZE(Optional.of(S3Error.INVALID_REQUEST)),
  /** Parts of more than one source, or of two states of one. */
  MIXED_SOURCES(Optional.empty()),
  /** A range that does not begin behind the one before it. */
  NOT_CONTIGUOUS(Optional.empty()),
  /** Ranges that follow each other but are not the whole source. */
  NOT_WHOLE(Optional.empty());

  private final Optional<S3Error> error;

  Violation(Optional<S3Error> error) {
    this.error = error;
  }

  /** What S3 answers; empty if it accepts. */
  Optional<S3Error> error() {
    return error;
  }

  /** Its name in the ledger: {@code out-of-order}. */
  public String word() {
    return Ascii.toLowerCase(name()).replace('_', '-');
  }
}
