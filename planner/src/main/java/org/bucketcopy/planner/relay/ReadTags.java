package org.bucketcopy.planner.relay;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The tags of an object, as far as they are wanted and may be read.
 *
 * @param tags those that its copy is to have
 * @param lost why they could not be read; empty if they were, or none are wanted
 */
public record ReadTags(Map<String, String> tags, Optional<StoreFault> lost) {
  private static final ReadTags NONE = new ReadTags(Map.of(), Optional.empty());

  /**
   * Reads the tags of an object. A store that does not know tags (501, 405) has none to be lost.
   *
   * @param rule what is wanted of them
   * @return fails with a {@link StoreException} if they cannot be read, and the copy has to wait
   *     for them or may not be without
   */
  public static CompletionStage<ReadTags> of(
      ObjectStore store, ObjectLocation object, Optional<String> versionId, TagRule rule) {
    if (rule == TagRule.NONE || !store.profile().can(Ability.TAGS)) {
      return CompletableFuture.completedStage(NONE);
    }
    return store
        .tags(object, versionId)
        .handle(
            (tags, failure) ->
                failure == null
                    ? new ReadTags(tags, Optional.empty())
                    : without(
                        rule, StoreException.faultOf(failure, StoreOperation.READ_TAGS, object)));
  }

  private static ReadTags without(TagRule rule, StoreFault fault) {
    if (fault.kind() == Kind.UNSUPPORTED) {
      return NONE;
    }
    if (rule == TagRule.IF_ALLOWED && isForGood(fault)) {
      return new ReadTags(Map.of(), Optional.of(fault));
    }
    throw new StoreException(fault);
  }

  /** What a copy lacks that goes without its tags, a sentence. */
  public static String loss(StoreFault fault) {
    return "tags were not kept: " + fault;
  }

  /** Whether the tags will not be read however often it is tried. */
  public static boolean isForGood(StoreFault fault) {
    return fault.kind() == Kind.DENIED || fault.kind() == Kind.INVALID;
  }
}
