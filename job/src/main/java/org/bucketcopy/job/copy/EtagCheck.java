package org.bucketcopy.job.copy;

import java.util.Optional;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.planner.plan.CopyRoute;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * Finds out whether the stores of a copy let any copy have the ETag of its source where that is
 * made of parts.
 *
 * @param settings what to copy
 * @param opaque whether no copy has an ETag that says anything of its content
 */
record EtagCheck(CopySettings settings, boolean opaque) {
  /**
   * Looks at what is known of the stores.
   *
   * @param source the source's store
   * @param destination the destination's store
   * @param route which way the copies go
   * @return what the user has to know although the copy can be made, a sentence
   * @throws RefusedException if ETags must be kept, and cannot
   */
  Optional<String> check(StoreProfile source, StoreProfile destination, CopyRoute route)
      throws RefusedException {
    EtagRule rule = settings.rules().etags();
    if (rule.keeps() && route == CopyRoute.RELAY) {
      throw new RefusedException(
          "--keep-etag needs copies that go server-side, and --route auto has to relay these");
    }
    Optional<String> obstacle = rule.keeps() ? obstacle(source, destination) : Optional.empty();
    if (obstacle.isPresent() && rule == EtagRule.REQUIRED) {
      throw new RefusedException(
          "--keep-etag required: "
              + obstacle.orElseThrow()
              + "; leave it out, or use --keep-etag if-possible");
    }
    return obstacle.map(text -> "--keep-etag if-possible: not of every object: " + text);
  }

  private Optional<String> obstacle(StoreProfile source, StoreProfile destination) {
    if (!source.can(Ability.PART_HEADS)) {
      return Optional.of(
          "the store of " + settings.source() + " does not say of which parts an object was made");
    }
    if (!destination.can(Ability.PART_COPY)) {
      return Optional.of(
          "the store of " + settings.destination() + " does not copy objects by parts");
    }
    if (!destination.can(Ability.COMPOSITE_ETAG)) {
      return Optional.of(
          "the store of "
              + settings.destination()
              + " is not known to make the ETag of an object of the MD5s of its parts (if it does,"
              + " declare COMPOSITE_ETAG as README says)");
    }
    return opaque
        ? Optional.of(
            "copies into "
                + settings.destination()
                + " are encrypted with a key of a key service (KMS), under which no object has the"
                + " ETag of another one")
        : Optional.empty();
  }
}
