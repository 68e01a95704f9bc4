package org.bucketcopy.planner.model;

import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The checksums that are known of the content of an object.
 *
 * @param all of one algorithm there may be two: of the bytes, and of the parts' checksums
 */
public record ContentChecksums(Set<ContentChecksum> all) {
  /** None is known. */
  public static final ContentChecksums NONE = new ContentChecksums(Set.of());

  public ContentChecksums {
    all = ImmutableSet.copyOf(all);
  }

  /** That of all bytes, if it is known. */
  public static ContentChecksums of(Optional<Checksum> checksum) {
    return of(checksum.stream());
  }

  /** Those of all bytes. */
  public static ContentChecksums of(Stream<Checksum> checksums) {
    return new ContentChecksums(
        checksums.map(ContentChecksum::whole).collect(ImmutableSet.toImmutableSet()));
  }

  /** That of all bytes by one algorithm. */
  public Optional<Checksum> whole(ChecksumAlgorithm algorithm) {
    return wholes().filter(checksum -> checksum.algorithm() == algorithm).findFirst();
  }

  /**
   * That of all bytes which can be combined with those of the bytes that follow: the longest CRC.
   */
  public Optional<Checksum> combinable() {
    return wholes()
        .filter(checksum -> checksum.algorithm().isCrc())
        .max(Comparator.comparing(Checksum::algorithm));
  }

  private Stream<Checksum> wholes() {
    return all.stream()
        .filter(checksum -> checksum.parts().isEmpty())
        .map(ContentChecksum::checksum);
  }

  /** The algorithms of which that of all bytes is known. */
  public Set<ChecksumAlgorithm> algorithms() {
    return wholes().map(Checksum::algorithm).collect(ImmutableSet.toImmutableSet());
  }

  /** The algorithms by which both contents can be compared, byte for byte. */
  public List<ChecksumAlgorithm> common(ContentChecksums other) {
    return algorithms().stream().filter(other.algorithms()::contains).sorted().toList();
  }

  /** An algorithm that shows that the contents differ; empty if none does. */
  public Optional<ChecksumAlgorithm> conflict(ContentChecksums other) {
    return common(other).stream()
        .filter(algorithm -> !whole(algorithm).equals(other.whole(algorithm)))
        .findFirst();
  }

  /** These and {@code others}. */
  public ContentChecksums and(ContentChecksums others) {
    return new ContentChecksums(
        Stream.concat(all.stream(), others.all.stream()).collect(ImmutableSet.toImmutableSet()));
  }
}
