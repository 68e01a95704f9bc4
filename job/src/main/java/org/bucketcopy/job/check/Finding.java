package org.bucketcopy.job.check;

import com.google.common.base.Ascii;
import java.util.Optional;
import org.bucketcopy.planner.store.Right;
import org.bucketcopy.planner.store.StoreFault;

/**
 * What was found of one thing.
 *
 * @param check what was asked
 * @param outcome how it is
 * @param right the right that is missing, where one was shown to be
 * @param fault the answer that has shown it
 * @param message what else there is to know, a sentence
 */
record Finding(
    Check check,
    Outcome outcome,
    Optional<Right> right,
    Optional<StoreFault> fault,
    Optional<String> message) {
  /** How something is. */
  enum Outcome {
    OK,
    /** The store refuses it for a right. */
    DENIED,
    /** It fails for another reason, and will again. */
    FAILED,
    /** The store does not have it, or does not do it. */
    NOT_SUPPORTED,
    /** Nothing has shown it. */
    NOT_KNOWN;

    /** In words, for people. */
    String label() {
      return Ascii.toLowerCase(name()).replace('_', ' ');
    }

    /** Its name in the summary. */
    String word() {
      return Ascii.toLowerCase(name()).replace('_', '-');
    }
  }

  static Finding ok(Check check) {
    return new Finding(check, Outcome.OK, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Finding of(Check check, Outcome outcome, String message) {
    return new Finding(check, outcome, Optional.empty(), Optional.empty(), Optional.of(message));
  }

  /**
   * What a fault says.
   *
   * @param right the right that it shows to be missing, if it was denied
   */
  static Finding of(Check check, StoreFault fault, Optional<Right> right) {
    Outcome outcome =
        switch (fault.kind()) {
          case DENIED -> Outcome.DENIED;
          case UNSUPPORTED -> Outcome.NOT_SUPPORTED;
          case THROTTLED, TRANSIENT, UNKNOWN, SOURCE_CHANGED, CONFLICT, ARCHIVED ->
              Outcome.NOT_KNOWN;
          default -> Outcome.FAILED;
        };
    return new Finding(
        check,
        outcome,
        right.filter(missing -> outcome == Outcome.DENIED),
        Optional.of(fault),
        Optional.of(fault.toString()));
  }

  /** Whether a copy would fail for it, if it is needed. */
  boolean bad() {
    return outcome == Outcome.DENIED || outcome == Outcome.FAILED;
  }
}
