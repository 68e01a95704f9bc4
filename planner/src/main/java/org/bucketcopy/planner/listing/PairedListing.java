package org.bucketcopy.planner.listing;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.KeyMapping;

/**
 * Every source with its destination and what is there already, told by walking the listings of both
 * sides together, once. For one thread.
 *
 * <p>Some servers list in the order of UTF-16 instead of {@link KeyOrder}. What is at a destination
 * is therefore looked up where the two orders disagree about two keys that meet, and from the first
 * key on that either side lists out of order. So the answer is right whichever of the two orders
 * each side has. A side in any other order may have a destination taken for absent before its first
 * key out of order shows.
 */
public final class PairedListing implements Iterator<CopyPair> {
  private final KeyMapping mapping;
  private final OrderedListing source;
  private final OrderedListing existing;
  private final Function<ObjectLocation, Optional<ListedObject>> lookup;

  /**
   * @param mapping from sources to destinations
   * @param source what is under the source
   * @param existing what is under the destination
   * @param lookup what is at one destination
   */
  public PairedListing(
      KeyMapping mapping,
      Iterator<ListedObject> source,
      Iterator<ListedObject> existing,
      Function<ObjectLocation, Optional<ListedObject>> lookup) {
    this.mapping = mapping;
    this.source = new OrderedListing(source);
    this.existing = new OrderedListing(existing);
    this.lookup = lookup;
  }

  /** Whether there is another source; waits for a page of its listing if need be. */
  @Override
  public boolean hasNext() {
    while (source.head().isPresent() && isSourceFolderItself(source.head().get())) {
      source.advance();
    }
    return source.head().isPresent();
  }

  /** The next source, its destination, and what is there. */
  @Override
  public CopyPair next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all of " + mapping.source() + " is listed");
    }
    ListedObject listed = source.head().orElseThrow();
    ObjectLocation destination = mapping.destinationOf(listed.key());
    CopyPair pair =
        new CopyPair(
            mapping.source().bucket().object(listed.key()),
            listed,
            destination,
            existingAt(destination));
    source.advance();
    return pair;
  }

  /**
   * The empty object that stands for the source's folder has no name where a bucket is copied to.
   */
  private boolean isSourceFolderItself(ListedObject listed) {
    return listed.size() == 0 && !mapping.names(listed.key());
  }

  private Optional<ListedObject> existingAt(ObjectLocation destination) {
    String key = destination.key();
    Optional<ListedObject> head = existing.head();
    while (head.isPresent() && KeyOrder.UTF_8.compare(head.get().key(), key) < 0) {
      existing.advance();
      head = existing.head();
    }
    if (!source.inOrder() || !existing.inOrder()) {
      return lookup.apply(destination);
    }
    if (head.isEmpty() || head.get().key().equals(key)) {
      return head;
    }
    boolean laterInUtf16Too = head.get().key().compareTo(key) > 0;
    return laterInUtf16Too ? Optional.empty() : lookup.apply(destination);
  }
}
