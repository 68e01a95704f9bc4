package org.bucketcopy.planner.verify;

import com.google.common.collect.Sets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksum;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Compares what is known of two contents. Only what certainly follows from it is said: ETags that
 * are equal and have the form of those that are made of MD5s are of the same content, whatever else
 * a store may do with its ETags; others that differ show nothing, since one content has as many of
 * them as there are ways to cut it into parts.
 */
public final class ContentComparison {
  private static final String NOTHING_IN_COMMON =
      "the ETags differ, and there is no checksum that both sides have";

  private ContentComparison() {}

  /** What {@code source} and {@code destination} show. */
  public static Comparison of(KnownContent source, KnownContent destination) {
    if (source.size() != destination.size()) {
      return new Comparison.Different(
          String.format("it has %d bytes, and its source %d", destination.size(), source.size()));
    }
    Optional<ChecksumAlgorithm> conflict = source.checksums().conflict(destination.checksums());
    if (conflict.isPresent()) {
      return different(conflict.get(), source, destination);
    }
    if (source.etag().isOfMd5s() && source.etag().equals(destination.etag())) {
      return new Comparison.Equal(Evidence.ETAG);
    }
    return commonEvidence(source, destination)
        .<Comparison>map(Comparison.Equal::new)
        .or(() -> ofOnePart(source, destination))
        .or(() -> ofOnePart(destination, source))
        .orElseGet(() -> new Comparison.Undecided(NOTHING_IN_COMMON));
  }

  private static Comparison different(
      ChecksumAlgorithm algorithm, KnownContent source, KnownContent destination) {
    return new Comparison.Different(
        String.format(
            "its %s is %s, and that of its source %s",
            algorithm.label(),
            destination.checksums().whole(algorithm).orElseThrow().value(),
            source.checksums().whole(algorithm).orElseThrow().value()));
  }

  /** The best of the checksums that are equal, those of the parts' checksums included. */
  private static Optional<Evidence> commonEvidence(KnownContent source, KnownContent destination) {
    Set<ContentChecksum> equal =
        Sets.intersection(source.checksums().all(), destination.checksums().all());
    return equal.stream()
        .map(checksum -> Evidence.of(checksum.checksum().algorithm()))
        .min(Comparator.naturalOrder());
  }

  /** Of one part, the ETag is made of the MD5 of the content. */
  private static Optional<Comparison> ofOnePart(KnownContent one, KnownContent other) {
    Optional<Checksum> md5 = other.checksums().whole(ChecksumAlgorithm.MD5);
    boolean onePart = one.etag().parts().equals(OptionalInt.of(1));
    if (!onePart || md5.isEmpty()) {
      return Optional.empty();
    }
    ETag part = ETag.of(md5.orElseThrow().value().toString());
    boolean equal =
        CompositeEtag.of(List.of(new UploadedPart(1, part, other.size())))
            .filter(one.etag()::equals)
            .isPresent();
    // Another ETag may be that of an encrypted object.
    return equal ? Optional.of(new Comparison.Equal(Evidence.ETAG)) : Optional.empty();
  }
}
