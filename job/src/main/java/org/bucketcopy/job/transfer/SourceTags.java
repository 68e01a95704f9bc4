package org.bucketcopy.job.transfer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.relay.ReadTags;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** The tags of objects that are copied by parts: those given, or read as far as wanted. */
public final class SourceTags {
  private final ObjectStore source;
  private final CopyRules rules;

  /**
   * @param source the store to read from
   * @param rules what the user wants of tags
   */
  public SourceTags(ObjectStore source, CopyRules rules) {
    this.source = source;
    this.rules = rules;
  }

  /**
   * A source whose tags were read.
   *
   * @param info the source, with the tags that its copy is to have
   * @param tagging what became of its tags by now
   */
  record Tagged(ObjectInfo info, Tagging tagging) {}

  /**
   * The tags of the copy of {@code object}. A store that does not know tags (501, 405) has none to
   * be lost.
   *
   * @param info the object as it was looked at
   */
  CompletionStage<Tagged> of(ObjectLocation object, ObjectInfo info) {
    if (rules.replacesTags()) {
      return CompletableFuture.completedStage(
          new Tagged(info.withTags(rules.given().tags()), Tagging.under(TagRule.REQUIRED)));
    }
    Tagging tagging = Tagging.under(rules.tags());
    return ReadTags.of(source, object, info.identity().versionId(), rules.tags())
        .handle(
            (read, failure) -> {
              if (failure == null) {
                return new Tagged(
                    info.withTags(read.tags()), read.lost().map(tagging::lost).orElse(tagging));
              }
              StoreFault fault = StoreException.faultOf(failure, StoreOperation.READ_TAGS, object);
              throw new StoreException(ReadTags.isForGood(fault) ? Tagging.required(fault) : fault);
            });
  }
}
