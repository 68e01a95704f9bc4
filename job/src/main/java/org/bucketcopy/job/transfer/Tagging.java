package org.bucketcopy.job.transfer;

import java.util.Optional;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.relay.ReadTags;
import org.bucketcopy.planner.store.StoreFault;

/**
 * What becomes of the tags of an object that is copied by parts.
 *
 * @param rule what the user wants
 * @param loss why the copy goes without them, a sentence; empty if it has all that it should have
 */
record Tagging(TagRule rule, Optional<String> loss) {
  static Tagging under(TagRule rule) {
    return new Tagging(rule, Optional.empty());
  }

  /** The copy goes without tags because of {@code fault}. */
  Tagging lost(StoreFault fault) {
    return new Tagging(rule, Optional.of(loss(fault)));
  }

  static String loss(StoreFault fault) {
    return ReadTags.loss(fault);
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
