package org.bucketcopy.planner.listing;

import java.util.Iterator;
import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;

/** A listing with its next object in view, which notices when a key is not after the one before. */
final class OrderedListing {
  private final Iterator<ListedObject> objects;
  private Optional<ListedObject> head = Optional.empty();
  private boolean inView;
  private boolean inOrder = true;

  OrderedListing(Iterator<ListedObject> objects) {
    this.objects = objects;
  }

  /** The next object; stays until {@link #advance}. Empty at the end. */
  Optional<ListedObject> head() {
    if (!inView) {
      Optional<ListedObject> next =
          objects.hasNext() ? Optional.of(objects.next()) : Optional.empty();
      inOrder = inOrder && follows(next);
      head = next;
      inView = true;
    }
    return head;
  }

  /** Goes on to the object after the head. */
  void advance() {
    inView = false;
  }

  /** Whether every object so far, the head included, came after the one before. */
  boolean inOrder() {
    return inOrder;
  }

  private boolean follows(Optional<ListedObject> next) {
    return head.isEmpty()
        || next.isEmpty()
        || KeyOrder.UTF_8.compare(head.get().key(), next.get().key()) < 0;
  }
}
