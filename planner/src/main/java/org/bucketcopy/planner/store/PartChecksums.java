package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.Checksum;

/**
 * The checksums that are known of a part.
 *
 * @param part of the bytes that were sent, or what the store says of those of the part
 * @param read that of the same bytes which their source's store may know of all its bytes; empty
 *     where nobody has made it
 */
public record PartChecksums(Optional<Checksum> part, Optional<Checksum> read) {
  /** None is known. */
  public static final PartChecksums NONE = of(Optional.empty());

  /** That of the part alone, if it is known. */
  public static PartChecksums of(Optional<Checksum> part) {
    return new PartChecksums(part, Optional.empty());
  }
}
