package org.bucketcopy.job.transfer;

import java.util.List;
import java.util.Optional;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.StoreFault;

/**
 * What the copy of a whole object shall carry, and what of that was refused.
 *
 * @param source the source as it was looked at, with what the copy shall carry; empty if that is
 *     just what the source carries
 * @param refusedTags how the store has refused a copy with the tags of its source; empty if it has
 *     not
 */
record WantedMetadata(Optional<ObjectInfo> source, Optional<StoreFault> refusedTags) {
  /** What the source carries, whatever that is. */
  static final WantedMetadata OF_SOURCE = new WantedMetadata(Optional.empty(), Optional.empty());

  /**
   * @param source as it was looked at, with what the copy shall carry
   */
  static WantedMetadata of(ObjectInfo source) {
    return new WantedMetadata(Optional.of(source), Optional.empty());
  }

  /** The same, of which the tags were refused. */
  WantedMetadata refused(StoreFault tags) {
    return new WantedMetadata(source, Optional.of(tags));
  }

  /** What {@code copy} does not ask for beside tags, a sentence each. */
  List<String> losses(ObjectCopy copy) {
    return source
        .map(
            info ->
                CarriedMetadata.losses(
                    info.metadata(), info.traits(), copy.metadata().orElse(info.metadata())))
        .orElse(List.of());
  }
}
