package org.bucketcopy.planner.store;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The open uploads under a prefix.
 *
 * @param uploads those that can be named
 * @param unusable entries without a key that can be read, an id, or the time they were initiated;
 *     they may be anybody's, and nobody can abort them by what the store lists
 * @param storeMillis when they were listed by the store's own clock, epoch milliseconds; empty if
 *     it did not say
 */
public record OpenUploads(
    List<OpenUpload> uploads, List<UnusableEntry> unusable, OptionalLong storeMillis) {
  public OpenUploads {
    uploads = ImmutableList.copyOf(uploads);
    unusable = ImmutableList.copyOf(unusable);
  }

  /** Uploads that a store lists without saying what time it is. */
  public OpenUploads(List<OpenUpload> uploads, List<UnusableEntry> unusable) {
    this(uploads, unusable, OptionalLong.empty());
  }

  /** The store's time of the listing, and {@code otherwise} where it did not say. */
  public long millisOr(long otherwise) {
    return storeMillis.orElse(otherwise);
  }
}
