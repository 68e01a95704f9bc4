package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * Whole objects that an earlier driver may have copied without looking at the copy: it died between
 * the two, and a copy by one call leaves no note. By size and time even a wrong one looks right.
 * Thread-safe.
 */
final class UnseenCopies {
  /**
   * Looks that decide nothing, after which no more are made, if none has decided anything: all
   * copies of a run into one bucket are encrypted alike, and have digests for ETags or none.
   */
  private static final int USELESS_LOOKS = 100;

  private final ObjectStore source;
  private final ObjectStore destination;
  private final EarlierRun run;
  private final WholeCopyLook look;
  private final AtomicInteger useless = new AtomicInteger();
  private volatile boolean useful;

  UnseenCopies(StorePair stores, EarlierRun run) {
    this.source = stores.source();
    this.destination = stores.destination();
    this.run = run;
    this.look = new WholeCopyLook(stores);
  }

  /**
   * Whether the object that is there may be such a copy, and a look may show whether it is right.
   * What has the ETag of its source is right.
   */
  boolean mayBe(CopyPair pair) {
    ObjectIdentity original = pair.source().identity();
    return (useful || useless.get() < USELESS_LOOKS)
        && pair.existing()
            .map(ListedObject::identity)
            .filter(there -> there.size() == original.size())
            .filter(there -> there.lastModifiedSecond() > original.lastModifiedSecond())
            .filter(run::maybeSince)
            .filter(there -> mayTell(original, there))
            .isPresent();
  }

  private boolean mayTell(ObjectIdentity original, ObjectIdentity there) {
    boolean digests = original.etag().isMd5() && there.etag().isMd5();
    return !original.etag().equals(there.etag())
        && (digests || !destination.profile().can(Ability.COMPOSITE_ETAG));
  }

  /** Whether the copy is there, of what was listed, and nothing speaks against it. */
  CompletionStage<Boolean> right(CopyPair pair) {
    return destination
        .head(pair.destination(), Optional.empty())
        .handle(WholeCopyLook::unlessGone)
        .thenCompose(
            copy ->
                copy.isPresent()
                    ? source
                        .head(pair.source().location(), Optional.empty())
                        .thenApply(original -> right(pair, original, copy.orElseThrow()))
                    : CompletableFuture.completedStage(false));
  }

  private boolean right(CopyPair pair, ObjectInfo original, ObjectInfo copy) {
    if (look.areComparable(original, copy)) {
      useful = true;
    } else {
      useless.incrementAndGet();
    }
    return original.identity().sameContent(pair.source().identity())
        && look.difference(original, copy).isEmpty();
  }
}
