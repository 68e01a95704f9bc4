package org.bucketcopy.planner.verify;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectPart;
import org.bucketcopy.planner.store.ObjectPartsPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Compares the contents of two objects by what their stores know of them, without reading a byte:
 * first by a look at both; where that does not decide, by the checksums of the parts that they were
 * made of, and then by where these parts are.
 */
public final class ObjectComparison {
  /**
   * An object that was looked at.
   *
   * @param store where it is
   * @param object the object
   * @param info what {@link org.bucketcopy.planner.store.ObjectInspector#info} has shown
   */
  public record Side(ObjectStore store, ObjectLocation object, ObjectInfo info) {
    private KnownContent known() {
      return KnownContent.of(info, store.profile());
    }

    private Optional<String> version() {
      return info.identity().versionId();
    }

    private ETag etag() {
      return info.identity().etag();
    }

    /** The algorithms by which its parts have checksums of which its own is one. */
    private Set<ChecksumAlgorithm> ofParts() {
      return info.checksums().all().stream()
          .filter(checksum -> checksum.parts().isPresent())
          .map(checksum -> checksum.checksum().algorithm())
          .filter(ChecksumAlgorithm::isCrc)
          .collect(Collectors.toSet());
    }

    private Set<ChecksumAlgorithm> ofContent() {
      return info.checksums().all().stream()
          .filter(checksum -> checksum.parts().isEmpty())
          .map(checksum -> checksum.checksum().algorithm())
          .collect(Collectors.toSet());
    }

    /** Whether its ETag is made of the MD5s of its parts. */
    private boolean hasCompositeEtag() {
      return store.profile().can(Ability.COMPOSITE_ETAG)
          && store.profile().can(Ability.PART_HEADS)
          && !info.traits().contains(ObjectTrait.OPAQUE_ETAG)
          && etag().parts().isPresent();
    }
  }

  private final Side source;
  private final Side destination;

  private ObjectComparison(Side source, Side destination) {
    this.source = source;
    this.destination = destination;
  }

  /** What is known of both; fails with a {@link StoreException} only if an object is gone. */
  public static CompletionStage<Comparison> of(Side source, Side destination) {
    return new ObjectComparison(source, destination).compared();
  }

  private CompletionStage<Comparison> compared() {
    Comparison first = ContentComparison.of(source.known(), destination.known());
    return CompletableFuture.completedStage(first)
        .thenCompose(found -> isUndecided(found) ? byPartChecksums(found) : done(found))
        .thenCompose(found -> isUndecided(found) ? byPartLayout(found) : done(found));
  }

  private static boolean isUndecided(Comparison comparison) {
    return comparison instanceof Comparison.Undecided;
  }

  private static CompletionStage<Comparison> done(Comparison comparison) {
    return CompletableFuture.completedStage(comparison);
  }

  /** The CRC of the whole follows from those of the parts. */
  private CompletionStage<Comparison> byPartChecksums(Comparison undecided) {
    Optional<ChecksumAlgorithm> algorithm =
        Sets.intersection(
                Sets.union(source.ofParts(), source.ofContent()),
                Sets.union(destination.ofParts(), destination.ofContent()))
            .stream()
            .filter(ChecksumAlgorithm::isCrc)
            .max(Comparator.naturalOrder());
    if (algorithm.isEmpty()) {
      return done(undecided);
    }
    return whole(source, algorithm.get())
        .thenCombine(whole(destination, algorithm.get()), ContentComparison::of);
  }

  private static CompletionStage<KnownContent> whole(Side side, ChecksumAlgorithm algorithm) {
    if (side.ofContent().contains(algorithm)) {
      return CompletableFuture.completedStage(side.known());
    }
    return parts(side, 0, new ArrayList<>())
        .thenApply(
            parts -> combined(side, parts, algorithm).map(side.known()::with).orElse(side.known()))
        .exceptionally(failure -> unlessGone(failure, side.known()));
  }

  private static CompletionStage<List<ObjectPartsPage.Part>> parts(
      Side side, int after, List<ObjectPartsPage.Part> found) {
    return side.store()
        .inspector()
        .partsAfter(side.object(), side.version(), after)
        .thenCompose(
            page -> {
              found.addAll(page.parts());
              OptionalInt next = page.next();
              return next.isPresent() && next.getAsInt() > after
                  ? parts(side, next.getAsInt(), found)
                  : CompletableFuture.completedStage(found);
            });
  }

  /** Parts that do not make the object, or lack a checksum, say nothing of it. */
  private static Optional<Checksum> combined(
      Side side, List<ObjectPartsPage.Part> parts, ChecksumAlgorithm algorithm) {
    List<UploadedPart> summed =
        parts.stream()
            .flatMap(
                part ->
                    part.checksums().stream()
                        .filter(checksum -> checksum.algorithm() == algorithm)
                        .map(
                            checksum ->
                                new UploadedPart(
                                    part.partNumber(), side.etag(), part.size(), checksum)))
            .toList();
    long size = summed.stream().mapToLong(UploadedPart::size).sum();
    return summed.size() == parts.size() && size == side.info().size()
        ? CrcCombination.of(summed)
        : Optional.empty();
  }

  /** Other MD5s of the same parts are those of another content. */
  private CompletionStage<Comparison> byPartLayout(Comparison undecided) {
    boolean sameCount = source.etag().parts().equals(destination.etag().parts());
    if (!sameCount || !source.hasCompositeEtag() || !destination.hasCompositeEtag()) {
      return done(undecided);
    }
    return sameParts(1, source.etag().parts().orElseThrow())
        .thenApply(
            same ->
                same
                    ? new Comparison.Different(
                        String.format(
                            "its ETag is %s, that of its source %s, and both were made of the same"
                                + " parts",
                            destination.etag(), source.etag()))
                    : undecided)
        .exceptionally(failure -> unlessGone(failure, undecided));
  }

  /** One part after the other, since mostly the first one differs already. */
  private CompletionStage<Boolean> sameParts(int number, int count) {
    return part(source, number)
        .thenCombine(part(destination, number), ObjectComparison::isSamePart)
        .thenCompose(
            same ->
                same && number < count
                    ? sameParts(number + 1, count)
                    : CompletableFuture.completedStage(same));
  }

  private static boolean isSamePart(ObjectPart one, ObjectPart other) {
    return one.partCount() == other.partCount() && one.range().equals(other.range());
  }

  private static CompletionStage<ObjectPart> part(Side side, int number) {
    return side.store().inspector().part(side.object(), side.version(), number);
  }

  private static <T> T unlessGone(Throwable failure, T otherwise) {
    if (StoreException.kindOf(failure) == StoreFault.Kind.NOT_FOUND) {
      throw StoreException.again(failure);
    }
    return otherwise;
  }
}
