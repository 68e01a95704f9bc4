package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;

/**
 * One page of a listing.
 *
 * @param objects the objects, in the store's own order
 * @param unusable entries that are no objects to copy
 * @param next the key after which the next page starts; empty if this is the last page
 */
public record ListingPage(
    List<ListedObject> objects, List<UnusableEntry> unusable, Optional<String> next) {
  public ListingPage {
    objects = ImmutableList.copyOf(objects);
    unusable = ImmutableList.copyOf(unusable);
  }

  /** A page whose entries are all objects; if more follow, they come after the last of them. */
  public ListingPage(List<ListedObject> objects, boolean truncated) {
    this(objects, List.of(), truncated ? last(objects) : Optional.empty());
  }

  private static Optional<String> last(List<ListedObject> objects) {
    checkArgument(!objects.isEmpty(), "a page that is not the last cannot be empty");
    return Optional.of(objects.get(objects.size() - 1).key());
  }

  /** Whether more entries follow. */
  public boolean truncated() {
    return next.isPresent();
  }
}
