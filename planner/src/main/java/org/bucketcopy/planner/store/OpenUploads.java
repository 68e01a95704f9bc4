package org.bucketcopy.planner.store;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The unfinished uploads under a prefix.
 *
 * @param uploads those that can be named
 * @param unusable entries without a key that can be read, an id, or the time they were begun; they
 *     may be anybody's, and nobody can abort them by what the store lists
 */
public record OpenUploads(List<OpenUpload> uploads, List<UnusableEntry> unusable) {
  public OpenUploads {
    uploads = ImmutableList.copyOf(uploads);
    unusable = ImmutableList.copyOf(unusable);
  }
}
