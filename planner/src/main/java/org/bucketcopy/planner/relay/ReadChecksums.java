package org.bucketcopy.planner.relay;

import java.util.Optional;
import org.bucketcopy.planner.model.ContentChecksums;

/** Checksums of bytes that were read, held against those that the store knows of the object. */
public final class ReadChecksums {
  private ReadChecksums() {}

  /**
   * What shows that other bytes were read than the object has, a sentence; empty if nothing does.
   *
   * @param known by the store
   * @param read of all bytes that were read
   */
  public static Optional<String> difference(ContentChecksums known, ContentChecksums read) {
    return known
        .conflict(read)
        .map(
            algorithm ->
                String.format(
                    "the bytes that were read have the %s %s, and the store says %s of the object",
                    algorithm.label(),
                    read.whole(algorithm).orElseThrow().value(),
                    known.whole(algorithm).orElseThrow().value()));
  }
}
