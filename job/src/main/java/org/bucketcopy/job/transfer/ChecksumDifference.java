package org.bucketcopy.job.transfer;

import java.util.Optional;
import org.bucketcopy.planner.model.ContentChecksums;

/** Checksums that show that an object is not what it should be, in words. */
final class ChecksumDifference {
  private ChecksumDifference() {}

  /** What shows that {@code found} are not of the content that {@code wanted} are of. */
  static Optional<String> of(ContentChecksums wanted, ContentChecksums found) {
    return wanted
        .conflict(found)
        .map(
            algorithm ->
                text(
                    algorithm.label(),
                    wanted.whole(algorithm).orElseThrow().value(),
                    found.whole(algorithm).orElseThrow().value()));
  }

  static String text(String digest, Object wanted, Object found) {
    return String.format(
        "the %s of the source is %s and that of its copy %s", digest, wanted, found);
  }
}
