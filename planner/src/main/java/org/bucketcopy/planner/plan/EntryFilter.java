package org.bucketcopy.planner.plan;

import com.google.common.collect.ImmutableSortedSet;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.SourceState;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceObject;

/**
 * Which entries of a source are taken: those that are all of these.
 *
 * @param keys by their keys under the source's prefix
 * @param sizes by how large they are
 * @param times by when they were written
 * @param storageClasses by their storage classes as the source's store spells them, in any case; an
 *     object for which none is named is {@code STANDARD}, and a file has none; empty for any
 */
public record EntryFilter(
    ObjectFilter keys, SizeLimits sizes, TimeLimits times, Set<String> storageClasses) {
  private static final String STANDARD = "STANDARD";

  public EntryFilter {
    storageClasses = ImmutableSortedSet.copyOf(String.CASE_INSENSITIVE_ORDER, storageClasses);
  }

  /** One that goes by keys alone. */
  public static EntryFilter of(ObjectFilter keys) {
    return new EntryFilter(keys, SizeLimits.NONE, TimeLimits.NONE, Set.of());
  }

  /** The same of a run that started then. */
  public EntryFilter startedAt(Instant start) {
    return new EntryFilter(keys, sizes, times.startedAt(start), storageClasses);
  }

  /** Whether an entry is taken. */
  public boolean accepts(String relativeKey, SourceEntry entry) {
    return keys.accepts(relativeKey) && accepts(entry.state()) && acceptsClass(entry);
  }

  /**
   * Whether an entry is taken that cannot be planned: what is not known of it leaves it in.
   *
   * @param state empty where the source shows none
   */
  public boolean acceptsUnusable(String relativeKey, Optional<SourceState> state) {
    return keys.accepts(relativeKey) && state.map(this::accepts).orElse(true);
  }

  /**
   * Whether an object that is only at the destination is within what is taken of the source: a copy
   * has its source's key and size, and a time and a storage class of its own.
   *
   * @param size its length in bytes
   */
  public boolean acceptsExtraneous(String relativeKey, long size) {
    return keys.accepts(relativeKey) && sizes.accepts(size);
  }

  private boolean accepts(SourceState state) {
    return sizes.accepts(state.size()) && times.accepts(state.lastModified());
  }

  private boolean acceptsClass(SourceEntry entry) {
    return storageClasses.isEmpty()
        || (entry instanceof SourceObject object
            && storageClasses.contains(object.storageClass().orElse(STANDARD)));
  }
}
