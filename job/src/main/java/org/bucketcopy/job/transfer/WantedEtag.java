package org.bucketcopy.job.transfer;

import java.util.Optional;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.plan.EtagRule;

/**
 * The ETag that a copy shall have.
 *
 * @param etag that of its source
 * @param required whether a copy with another one must not stay
 */
record WantedEtag(ETag etag, boolean required) {
  /** That of a source whose ETag is {@code etag}; empty if copies may have any. */
  static Optional<WantedEtag> of(ETag etag, EtagRule rule) {
    return rule.keeps()
        ? Optional.of(new WantedEtag(etag, rule == EtagRule.REQUIRED))
        : Optional.empty();
  }

  /** What is wrong with a copy whose ETag is {@code found}, a half sentence. */
  Optional<String> flaw(ETag found) {
    return required && !found.equals(etag) ? Optional.of(text(found)) : Optional.empty();
  }

  /** What a copy that may stay has lost, a sentence. */
  Optional<String> loss(ETag found) {
    return found.equals(etag) ? Optional.empty() : Optional.of(text(found));
  }

  private String text(ETag found) {
    return "its ETag is " + found + ", not that of its source, " + etag;
  }
}
