package org.bucketcopy.job.transfer;

import java.util.Optional;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;

/**
 * What becomes of the tags of an object that is copied by parts.
 *
 * @param rule what the user wants
 * @param loss why the copy goes without them, a sentence; empty if it has all that it should have
 */
record Tagging(TagRule rule, Optional<String> loss) {
  /** The code by which S3, OSS and BOS refuse tags for what they are. */
  private static final String INVALID_TAG = "InvalidTag";

  /** That of a server which signs other bytes of the metadata than were sent. */
  private static final String WRONG_SIGNATURE = "SignatureDoesNotMatch";

  static Tagging under(TagRule rule) {
    return new Tagging(rule, Optional.empty());
  }

  /** The copy goes without tags because of {@code fault}. */
  Tagging lost(StoreFault fault) {
    return new Tagging(rule, Optional.of(loss(fault)));
  }

  static String loss(StoreFault fault) {
    return "tags were not kept: " + fault;
  }

  /** Whether a request that gives tags to a copy may have been refused for these alone. */
  static boolean mayBeFor(StoreFault fault) {
    return (fault.kind() == Kind.DENIED && !fault.code().equals(WRONG_SIGNATURE))
        || fault.kind() == Kind.UNSUPPORTED
        || fault.code().startsWith(INVALID_TAG);
  }

  /** {@code fault} as why an object fails that must not lose its tags. */
  static StoreFault required(StoreFault fault) {
    String message = fault.message().isEmpty() ? "" : fault.message() + " - ";
    return new StoreFault(
        fault.kind(),
        fault.operation(),
        fault.target(),
        fault.code(),
        fault.status(),
        fault.requestId(),
        message + "the object is not made without its tags (--tags required, --tag)");
  }
}
