package org.bucketcopy.job.transfer;

import com.google.common.collect.Sets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.transfer.SourceParts.Cut;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.plan.CopyByParts;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The look at a source before it is copied by parts, or with metadata that it does not have: reads
 * its metadata and tags, which the request needs, and finds out whether it still is what was
 * listed.
 */
final class SourceLook {
  /** By part, these would not copy what the user sees as the object. */
  private static final Set<ObjectTrait> ONLY_WHOLE =
      Sets.immutableEnumSet(ObjectTrait.APPENDABLE, ObjectTrait.SYMLINK);

  private final ObjectStore source;
  private final OriginOfCopy origin;
  private final SourceTags tags;
  private final CopyPlanner planner;
  private final CopyRules rules;
  private final Supplier<UploadToken> tokens;

  /**
   * @param source the store to read from
   * @param origin what the parts of uploads are taken from
   * @param planner plans an object again whose source has changed since it was listed
   * @param rules what the user wants
   * @param tokens gives each upload of the run another one
   */
  SourceLook(
      ObjectStore source,
      OriginOfCopy origin,
      CopyPlanner planner,
      CopyRules rules,
      Supplier<UploadToken> tokens) {
    this.source = source;
    this.origin = origin;
    this.tags = new SourceTags(source, rules);
    this.planner = planner;
    this.rules = rules;
    this.tokens = tokens;
  }

  /** What the parts of a copy's upload are taken from. */
  interface OriginOfCopy {
    /** Of an object as it was looked at. */
    Origin of(ObjectOrigin object);
  }

  /** How an object is copied once its source was looked at. */
  sealed interface Route {
    /** By an upload. */
    record ByParts(PlannedUpload upload) implements Route {}

    /**
     * By one call.
     *
     * @param source as it was looked at
     */
    record Whole(CopyPair pair, ObjectInfo source) implements Route {}
  }

  /**
   * Looks at a source.
   *
   * @param plan how it was planned to be copied
   * @return fails with a {@link StoreException} if it cannot be copied
   */
  CompletionStage<Route> route(CopyPair pair, ObjectPlan plan) {
    return ChecksumLook.at(source, pair.source().location(), Optional.empty())
        .thenCompose(info -> route(pair, plan, info));
  }

  private CompletionStage<Route> route(CopyPair pair, ObjectPlan plan, ObjectInfo info) {
    if (info.traits().contains(ObjectTrait.ARCHIVED)) {
      throw refused(Kind.ARCHIVED, pair, "it is archived: restore it, then run again");
    }
    if (!Sets.intersection(ONLY_WHOLE, info.traits()).isEmpty()) {
      return whole(seenNow(pair, info), info);
    }
    boolean same = pair.source().identity().sameContent(info.identity());
    CopyPair now = same ? pair : seenNow(pair, info);
    ObjectPlan planned = same ? plan : planner.plan(now);
    return rules.etags().keeps() && planned instanceof CopyByParts
        ? asItsSource(now, info)
        : planned(now, planned, info);
  }

  private CompletionStage<Route> planned(CopyPair now, ObjectPlan planned, ObjectInfo info) {
    if (planned instanceof CopyByParts byParts) {
      return byParts(now, new Cut(byParts.layout(), /* certain= */ true), info);
    }
    if (planned instanceof Refused refusal) {
      throw new StoreException(refusal.fault());
    }
    return whole(now, info);
  }

  /** In the parts that the source was made of, if that is possible. */
  private CompletionStage<Route> asItsSource(CopyPair pair, ObjectInfo info) {
    if (info.identity().etag().parts().isEmpty()) {
      return planned(pair, planner.regular(pair), info);
    }
    if (info.traits().contains(ObjectTrait.OPAQUE_ETAG)) {
      return otherwise(pair, info, "it is encrypted so that no other object has its ETag");
    }
    return new SourceParts(source, pair.source().location(), info.identity())
        .cut()
        .handle(
            (cut, failure) -> {
              if (failure == null) {
                return planner
                    .flaw(cut.layout())
                    .map(flaw -> otherwise(pair, info, flaw))
                    .orElseGet(() -> byParts(pair, cut, info));
              }
              StoreFault fault =
                  StoreException.faultOf(
                      failure, StoreOperation.HEAD_OBJECT, pair.source().location());
              return SourceParts.UNKNOWN.contains(fault.kind()) || mayBeOtherwise(fault)
                  ? otherwise(pair, info, fault.message())
                  : CompletableFuture.<Route>failedStage(failure);
            })
        .thenCompose(Function.identity());
  }

  /**
   * Some server names the ETag of a part in place of the object's. If the object really was
   * overwritten, its copy fails by that.
   */
  private boolean mayBeOtherwise(StoreFault fault) {
    return rules.etags() == EtagRule.IF_POSSIBLE && fault.kind() == Kind.SOURCE_CHANGED;
  }

  /** Its copy cannot have its ETag. */
  private CompletionStage<Route> otherwise(CopyPair pair, ObjectInfo info, String reason) {
    return rules.etags() == EtagRule.IF_POSSIBLE
        ? planned(pair, planner.regular(pair), info)
        : CompletableFuture.failedStage(
            refused(
                Kind.UNSUPPORTED,
                pair,
                "its copy cannot have its ETag, as --keep-etag required wants it: " + reason));
  }

  private static CopyPair seenNow(CopyPair pair, ObjectInfo info) {
    return new SourceObject(
            pair.source().location(), info.identity(), info.metadata().storageClass())
        .to(pair.destination(), pair.existing());
  }

  private CompletionStage<Route> whole(CopyPair pair, ObjectInfo info) {
    if (info.size() > planner.mostByOneCall(pair)) {
      throw refused(
          Kind.UNSUPPORTED,
          pair,
          "it is appendable or a link, which cannot be copied by parts, and too large for one"
              + " CopyObject");
    }
    return CompletableFuture.completedStage(new Route.Whole(pair, info));
  }

  private CompletionStage<Route> byParts(CopyPair pair, Cut cut, ObjectInfo info) {
    return tags.of(pair.source().location(), info)
        .thenApply(
            tagged ->
                new Route.ByParts(
                    new PlannedUpload(
                        origin.of(
                            new ObjectOrigin(
                                source, pair, overridden(tagged.info()), rules.etags())),
                        cut.layout(),
                        rules.destination(),
                        tagged.tagging(),
                        UploadAttempt.first(tokens.get()).cut(cut.certain()))));
  }

  private ObjectInfo overridden(ObjectInfo info) {
    return info.with(info.metadata().overriddenBy(rules.given()));
  }

  private static StoreException refused(Kind kind, CopyPair pair, String message) {
    return new StoreException(
        StoreFault.found(kind, StoreOperation.HEAD_OBJECT, pair.source().location(), message));
  }
}
