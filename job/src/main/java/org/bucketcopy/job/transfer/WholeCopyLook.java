package org.bucketcopy.job.transfer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;

/**
 * Looks at copies of whole objects whose answers do not say enough. A copy with the ETag of its
 * source is right. One with another ETag may be: it is looked at only where that can decide, which
 * is where the answer has a CRC-64, where both ETags are the md5 of the content, or where the
 * request did not name the state of the source to copy. One without an ETag is always looked at. A
 * checksum in an answer that nobody may compare is no reason to fail an object.
 */
final class WholeCopyLook {
  private final ObjectStore source;
  private final ObjectStore destination;

  WholeCopyLook(StorePair stores) {
    this.source = stores.source();
    this.destination = stores.destination();
  }

  /** What is known of a copy. */
  sealed interface Seen {
    /**
     * Nothing is wrong that can be known.
     *
     * @param etag the copy's
     * @param proof what shows that it is right
     */
    record Right(ETag etag, Proof proof) implements Seen {}

    /**
     * It must not stay.
     *
     * @param copy as it was looked at
     * @param ours whether it is certainly the copy, by the ETag that its answer named
     */
    record Wrong(ObjectIdentity copy, StoreFault fault, boolean ours) implements Seen {}

    /** What is at the destination is not ours, or may not be. */
    record Unknown(StoreFault fault) implements Seen {}
  }

  /** What is known of a copy that the store says it has made. */
  CompletionStage<Seen> at(WholeObject object, StoredObject made) {
    if (made.etag().isPresent()) {
      return of(object, made, made.etag().orElseThrow());
    }
    return destination
        .head(object.copy().destination(), Optional.empty())
        .thenCompose(
            found ->
                isOfThisRun(object, found)
                    ? of(object, made, found.identity().etag())
                    : CompletableFuture.completedStage(
                        new Seen.Unknown(
                            fault(
                                Kind.UNKNOWN,
                                object,
                                "the answer has no ETag, and the object there is not the copy"))));
  }

  /** What the answer did not name: written since the listing, with the size of the source. */
  static boolean isOfThisRun(WholeObject object, ObjectInfo found) {
    Optional<ObjectIdentity> before = object.pair().existing().map(ListedObject::identity);
    boolean unwritten =
        before
            .filter(there -> there.etag().equals(found.identity().etag()))
            .filter(there -> there.lastModifiedSecond() == found.identity().lastModifiedSecond())
            .isPresent();
    return !unwritten && found.size() == object.pair().source().size();
  }

  private CompletionStage<Seen> of(WholeObject object, StoredObject made, ETag etag) {
    CopySource from = object.copy().source();
    if (etag.equals(from.etag())) {
      return CompletableFuture.completedStage(new Seen.Right(etag, Proof.ETAG));
    }
    if (made.conditional() && !lookDecides(object, made, etag)) {
      return CompletableFuture.completedStage(new Seen.Right(etag, Proof.ANSWER));
    }
    return ChecksumLook.at(source, from.object(), from.versionId())
        .handle(WholeCopyLook::unlessGone)
        .thenCompose(
            now ->
                answered(object, made, etag, now)
                    .<CompletionStage<Seen>>map(CompletableFuture::completedStage)
                    .orElseGet(
                        () ->
                            ChecksumLook.at(
                                    destination, object.copy().destination(), Optional.empty())
                                .thenApply(copy -> judged(object, made, etag, now, copy))))
        .exceptionally(
            failure -> {
              boolean needless = made.conditional() && !haveMd5(object, etag);
              if (needless && StoreException.kindOf(failure) == Kind.DENIED) {
                return new Seen.Right(etag, Proof.ANSWER);
              }
              throw StoreException.again(failure);
            });
  }

  /**
   * What the answer alone shows beside the source; empty if the copy has to be looked at: to be
   * taken for wrong, or since the source is another one by now.
   */
  private Optional<Seen> answered(
      WholeObject object, StoredObject made, ETag etag, Optional<ObjectInfo> original) {
    return original
        .filter(now -> made.conditional())
        .filter(now -> now.identity().sameContent(object.pair().source().identity()))
        .filter(now -> now.checksums().conflict(made.checksums()).isEmpty())
        .flatMap(
            now ->
                Proof.ofCommon(now.checksums(), made.checksums())
                    .or(() -> Optional.of(Proof.ANSWER).filter(proof -> !haveMd5(object, etag))))
        .map(proof -> new Seen.Right(etag, proof));
  }

  /** What was looked at, or nothing if there is nothing. */
  static Optional<ObjectInfo> unlessGone(ObjectInfo found, Throwable failure) {
    if (failure == null) {
      return Optional.of(found);
    }
    if (StoreException.kindOf(failure) == Kind.NOT_FOUND) {
      return Optional.empty();
    }
    throw StoreException.again(failure);
  }

  private boolean lookDecides(WholeObject object, StoredObject made, ETag etag) {
    return !made.checksums().equals(ContentChecksums.NONE) || haveMd5(object, etag);
  }

  private boolean haveMd5(WholeObject object, ETag etag) {
    return destination.profile().can(Ability.COMPOSITE_ETAG)
        && object.copy().source().etag().isMd5()
        && etag.isMd5();
  }

  private Seen judged(
      WholeObject object,
      StoredObject made,
      ETag etag,
      Optional<ObjectInfo> original,
      ObjectInfo copy) {
    boolean stays = copy.identity().etag().equals(etag);
    boolean ours = made.etag().isPresent();
    Optional<ObjectInfo> unchanged =
        original.filter(now -> now.identity().sameContent(object.pair().source().identity()));
    if (original.isEmpty() && !made.conditional()) {
      // It may be all that is left of the source.
      return new Seen.Unknown(
          fault(
              Kind.NOT_FOUND,
              object,
              "the source was deleted while it was copied; what is at the destination stays, and is"
                  + " not known to be a right copy"));
    }
    if (unchanged.isEmpty() && !made.conditional()) {
      StoreFault fault =
          fault(
              Kind.SOURCE_CHANGED,
              object,
              "the source was overwritten while it was copied; run again to copy the new one");
      return stays ? new Seen.Wrong(copy.identity(), fault, ours) : new Seen.Unknown(fault);
    }
    return unchanged
        .filter(now -> stays)
        .flatMap(now -> difference(now, copy))
        .<Seen>map(text -> new Seen.Wrong(copy.identity(), fault(Kind.CORRUPT, object, text), ours))
        .orElseGet(() -> new Seen.Right(etag, proof(unchanged.filter(now -> stays), copy)));
  }

  private Proof proof(Optional<ObjectInfo> original, ObjectInfo copy) {
    return original
        .flatMap(now -> Proof.ofCommon(now.checksums(), copy.checksums()))
        .orElse(original.filter(now -> haveMd5(now, copy)).isPresent() ? Proof.ETAG : Proof.ANSWER);
  }

  /** Whether two objects of the same size show whether the one is the copy of the other. */
  boolean areComparable(ObjectInfo original, ObjectInfo copy) {
    return haveChecksum(original, copy) || haveMd5(original, copy);
  }

  /** What shows that the one object is no copy of the other; empty if nothing does. */
  Optional<String> difference(ObjectInfo original, ObjectInfo copy) {
    if (original.size() != copy.size()) {
      return Optional.of("the copy has " + copy.size() + " bytes, its source " + original.size());
    }
    if (haveChecksum(original, copy)) {
      return ChecksumDifference.of(original.checksums(), copy.checksums());
    }
    ETag wanted = original.identity().etag();
    ETag found = copy.identity().etag();
    return haveMd5(original, copy) && !wanted.equals(found)
        ? Optional.of(ChecksumDifference.text("md5", wanted, found))
        : Optional.empty();
  }

  private static boolean haveChecksum(ObjectInfo original, ObjectInfo copy) {
    return !original.checksums().common(copy.checksums()).isEmpty();
  }

  private boolean haveMd5(ObjectInfo original, ObjectInfo copy) {
    return destination.profile().can(Ability.COMPOSITE_ETAG)
        && original.identity().etag().isMd5()
        && copy.identity().etag().isMd5()
        && !opaque(original, copy);
  }

  private static boolean opaque(ObjectInfo original, ObjectInfo copy) {
    return original.traits().contains(ObjectTrait.OPAQUE_ETAG)
        || copy.traits().contains(ObjectTrait.OPAQUE_ETAG);
  }

  private static StoreFault fault(Kind kind, WholeObject object, String message) {
    return StoreFault.found(kind, StoreOperation.COPY_OBJECT, object.copy().destination(), message);
  }
}
