package org.bucketcopy.job.verify;

import java.util.Optional;
import org.bucketcopy.planner.source.SourceEntry;

/**
 * One key on both sides.
 *
 * @param key relative to either side
 * @param source what the source has of it
 * @param destination what the destination has of it
 */
record Subject(String key, Side source, Side destination) {
  /**
   * One side.
   *
   * @param uri where it is, or would be
   * @param entry what is there; empty if nothing is
   */
  record Side(String uri, Optional<SourceEntry> entry) {
    static Side of(SourceEntry entry) {
      return new Side(entry.uri(), Optional.of(entry));
    }
  }

  /** What is there, if it is on both sides. */
  boolean isPair() {
    return source.entry().isPresent() && destination.entry().isPresent();
  }

  /** What the source has, or else the destination. */
  Optional<SourceEntry> shown() {
    return source.entry().or(destination::entry);
  }
}
