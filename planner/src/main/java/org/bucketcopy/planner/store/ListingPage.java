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
 * @param truncated whether more follow
 */
public record ListingPage(List<ListedObject> objects, boolean truncated) {
  public ListingPage {
    objects = ImmutableList.copyOf(objects);
    checkArgument(!truncated || !objects.isEmpty(), "a page that is not the last cannot be empty");
  }

  /** The key after which the next page starts; empty if this is the last page. */
  public Optional<String> next() {
    return truncated ? Optional.of(objects.get(objects.size() - 1).key()) : Optional.empty();
  }
}
