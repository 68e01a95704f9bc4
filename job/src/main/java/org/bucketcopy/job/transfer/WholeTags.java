package org.bucketcopy.job.transfer;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;

/**
 * What becomes of the tags of whole objects. Where the store is not known to heed what CopyObject
 * says of tags, a copy with other metadata or other tags than its source is looked at, and given
 * its tags if need be.
 */
final class WholeTags {
  private final ObjectStore source;
  private final ObjectStore destination;
  private final CopyRules rules;

  WholeTags(StorePair stores, CopyRules rules) {
    this.source = stores.source();
    this.destination = stores.destination();
    this.rules = rules;
  }

  /** Why the copy does not have the tags that it shall have; empty if it has. */
  CompletionStage<Optional<StoreFault>> settled(WholeObject object) {
    if (!isUnsure() || object.refusedTags().isPresent()) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    ObjectLocation copy = object.copy().destination();
    return wanted(object.copy().source())
        .thenCompose(tags -> CopiedTags.written(destination, copy, tags))
        .handle(
            (written, failure) ->
                failure == null
                    ? Optional.empty()
                    : Optional.of(
                        StoreException.faultOf(failure, StoreOperation.WRITE_TAGS, copy)));
  }

  private boolean isUnsure() {
    StoreProfile profile = destination.profile();
    boolean told = rules.replacesTags() || (rules.replacesMetadata() && rules.copiesTags());
    return told && profile.can(Ability.TAGS) && !profile.can(Ability.TAGGING_DIRECTIVE);
  }

  /** A store that does not know tags (501, 405) has none to be lost. */
  private CompletionStage<Map<String, String>> wanted(CopySource from) {
    return rules.replacesTags()
        ? CompletableFuture.completedStage(rules.given().tags())
        : source
            .tags(from.object(), from.versionId())
            .exceptionally(
                failure -> {
                  if (StoreException.kindOf(failure) == Kind.UNSUPPORTED) {
                    return Map.of();
                  }
                  throw StoreException.again(failure);
                });
  }

  /** Whether the source is known to have no tags. */
  CompletionStage<Boolean> none(WholeObject object) {
    CopySource from = object.copy().source();
    return source
        .tags(from.object(), from.versionId())
        .handle(
            (found, failure) ->
                failure == null
                    ? found.isEmpty()
                    : StoreException.kindOf(failure) == Kind.UNSUPPORTED);
  }

  /**
   * What the copy does not carry, a sentence each. An object without tags has lost none, whatever
   * its first copy was refused for.
   *
   * @param lost why the copy does not have its tags, if {@link #settled} has found that
   */
  CompletionStage<List<String>> losses(WholeObject object, Optional<StoreFault> lost) {
    if (object.refusedTags().isEmpty()) {
      return CompletableFuture.completedStage(with(object.losses(), lost));
    }
    CopySource from = object.copy().source();
    return source
        .tags(from.object(), from.versionId())
        .handle(
            (tags, failure) ->
                failure == null && tags.isEmpty()
                    ? object.losses()
                    : with(object.losses(), object.refusedTags()));
  }

  private static List<String> with(List<String> losses, Optional<StoreFault> tags) {
    return ImmutableList.<String>builder()
        .addAll(losses)
        .addAll(tags.map(Tagging::loss).stream().toList())
        .build();
  }
}
