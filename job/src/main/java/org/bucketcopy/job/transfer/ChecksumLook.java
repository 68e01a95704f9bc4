package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * A HEAD that shows the checksums of the content, where copies have some. They are not asked for
 * elsewhere: under a key of a key service that takes a right more, and a second HEAD without it.
 */
final class ChecksumLook {
  private ChecksumLook() {}

  /** Looks at an object. */
  static CompletionStage<ObjectInfo> at(
      ObjectStore store, ObjectLocation object, Optional<String> versionId) {
    return store.profile().can(Ability.COPY_CHECKSUMS)
        ? store.inspector().info(object, versionId)
        : store.head(object, versionId);
  }
}
