package org.bucketcopy.planner.listing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ListingPage;

/**
 * The objects of one range on one side, page after page. The next page is asked for while one is
 * read; two are held at most. An object that is listed twice in a row is given once; objects of an
 * equal key in different states are all given, and are {@link #isAmbiguous ambiguous}.
 */
final class RangeReader implements SourceOrder {
  private final Side side;
  private final Consumer<ListingPage> watcher;
  private final Deque<ListedObject> held = new ArrayDeque<>();
  private final Set<String> ambiguous = new HashSet<>();
  private final Recurrence recurrence = new Recurrence();
  private RangeBounds bounds;

  /** Where the next page starts, as the store puts it. */
  private Optional<String> next;

  /** The last key that is certain; under the prefix. */
  private Optional<String> last;

  private Optional<ListedObject> recent = Optional.empty();
  private Optional<String> taken = Optional.empty();
  private String sought = "";
  private int newest;
  private boolean asked;
  private boolean ended;
  private boolean viewed;
  private boolean inOrder = true;
  private boolean disorderly;

  /** Asks for nothing yet; {@code watcher} is notified of each page once it is held. */
  RangeReader(Side side, KeyRange range, Consumer<ListingPage> watcher) {
    this.side = side;
    this.bounds = new RangeBounds(side, range);
    this.watcher = watcher;
    this.last = range.after().map(side::absolute);
    this.next = last;
  }

  /**
   * Asks for the next page unless two are held, or it is asked for already, or there is none. One
   * object alone is not decided, so it always waits for a page.
   */
  void start() {
    if (!asked && !ended && held.size() <= Math.max(newest, 1)) {
      asked = true;
      pass();
      ObjectPrefix prefix = new ObjectPrefix(side.prefix().bucket(), bounds.stem());
      side.requests().ask(side.store(), prefix, next, this::take);
    }
  }

  /** As {@link #start}; no key before this one is asked for from now on, whichever the order. */
  void seek(String key) {
    sought = key;
    start();
  }

  /** The next object; stays until {@link #advance}. Empty if none is held. */
  Optional<ListedObject> head() {
    Optional<ListedObject> head = Optional.ofNullable(held.peekFirst());
    if (!viewed && head.isPresent()) {
      inOrder = inOrder && (taken.isEmpty() || !KeyOrder.isAfter(taken.get(), head.get().key()));
      viewed = true;
    }
    return head;
  }

  /**
   * Whether it is known whether another object has the key of the head: the next one shows that.
   */
  boolean decided() {
    return ended || held.size() > 1;
  }

  /** Whether the listing shows the key of the head in several states. */
  boolean isAmbiguous() {
    return !ambiguous.isEmpty()
        && head().filter(head -> ambiguous.contains(head.key())).isPresent();
  }

  /** Moves to the object after the head. */
  void advance() {
    String key = held.removeFirst().key();
    if (!ambiguous.isEmpty() && head().filter(head -> head.key().equals(key)).isEmpty()) {
      ambiguous.remove(key);
    }
    taken = Optional.of(key);
    viewed = false;
    start();
  }

  /** Whether every object so far, the head included, came after the one before in UTF-8. */
  @Override
  public boolean inOrder() {
    return inOrder;
  }

  /** Regards the objects as out of order, and lists no more. */
  void distrust() {
    inOrder = false;
    held.clear();
    close();
  }

  /** Whether nothing more will be held than is now. */
  boolean ended() {
    return ended;
  }

  @Override
  public KeyRange range() {
    return bounds.range();
  }

  /** The relative key up to which all of the range is held or was taken. */
  Optional<String> frontier() {
    return last.map(side::relative);
  }

  /** Whether nothing after a relative key was asked for yet, whatever is known of that. */
  boolean isAhead(String key) {
    return next.filter(at -> !KeyOrder.isAfter(side.absolute(key), at)).isEmpty();
  }

  /** Whether the next page starts among keys that start with {@code longer}. */
  boolean isWithin(String longer) {
    return next.filter(at -> at.startsWith(side.absolute(longer))).isPresent();
  }

  /** Gives up what is not yet listed. */
  void close() {
    ended = true;
  }

  /** Makes a boundary the end of the range; the reader of what is after it asks for nothing yet. */
  RangeReader divide(String boundary, Consumer<ListingPage> watcherAfter) {
    RangeReader after = new RangeReader(side, range().from(boundary), watcherAfter);
    boolean reached =
        ended || frontier().filter(key -> KeyOrder.isAfter(key, boundary)).isPresent();
    bounds = new RangeBounds(side, range().upTo(boundary));
    while (!held.isEmpty() && KeyOrder.isAfter(side.relative(held.getLast().key()), boundary)) {
      after.held.addFirst(held.removeLast());
    }
    if (reached) {
      after.last = last;
      after.next = next;
      after.recent = recent;
      after.ambiguous.addAll(ambiguous);
      after.ended = ended;
      after.newest = after.held.size();
      ended = true;
    }
    return after;
  }

  /** Whether all that is held starts with {@code stem}. */
  boolean holdsOnly(String stem) {
    return held.stream()
        .map(object -> side.relative(object.key()))
        .allMatch(key -> key.startsWith(stem));
  }

  /**
   * A reader on the other side of all that may follow {@link #head} with the same stem, in either
   * order.
   */
  RangeReader counterpart(Side other, String stem) {
    Optional<String> after =
        taken
            .map(side::relative)
            .filter(key -> key.startsWith(stem))
            .map(key -> key.substring(0, KeyRange.settledUpTo(key, stem.length())))
            .filter(other::isKey);
    KeyRange rest = new KeyRange(stem, after, Optional.empty(), Optional.empty());
    return new RangeReader(other, rest, page -> {});
  }

  /** Makes a longer stem, with which the frontier starts, that of the range. */
  void narrow(String longer) {
    KeyRange rest = new KeyRange(longer, frontier(), Optional.empty(), Optional.empty());
    bounds = new RangeBounds(side, rest);
  }

  /** Leaves out what comes before the key sought; never again and again in an unknown order. */
  private void pass() {
    if (!inOrder
        || sought.isEmpty()
        || next.filter(key -> !KeyOrder.isAfter(sought, key)).isPresent()) {
      return;
    }
    bounds
        .before(sought)
        .filter(before -> next.filter(at -> !KeyOrder.isAfter(before, at)).isEmpty())
        .ifPresent(
            before -> {
              next = Optional.of(before);
              last = next;
            });
  }

  private void take(ListingPage page) {
    asked = false;
    if (ended) {
      return;
    }
    if (!isOrdered(page)) {
      disorderly = true;
      side.watch().outOfOrder();
    }
    if (recurrence.in(page, next, disorderly)) {
      side.watch().recurs();
      return;
    }
    if (!ended) {
      hold(page);
      watcher.accept(page);
      start();
    }
  }

  private boolean isOrdered(ListingPage page) {
    String previous = last.orElse("");
    for (ListedObject object : page.objects()) {
      if (side.holds(object.key())) {
        if (KeyOrder.isBeforeInBoth(object.key(), previous)) {
          return false;
        }
        previous = object.key();
      }
    }
    return true;
  }

  private void hold(ListingPage page) {
    newest = 0;
    List<Unsure> unsure = new ArrayList<>();
    for (ListedObject object : page.objects()) {
      if (ListedObject.isExact(object.key()) && bounds.isBeyond(object.key())) {
        ended = true;
        break;
      }
      hold(object, unsure);
    }
    page.unusable()
        .forEach(entry -> unsure.add(new Unsure(entry.key(), Optional.empty(), entry.reason())));
    if (!unsure.isEmpty()) {
      side.watch().unsure(this, unsure);
    }
    next = page.next().map(key -> last.filter(at -> KeyOrder.isBeforeInBoth(key, at)).orElse(key));
    ended = ended || next.isEmpty();
  }

  /** Whether a key on a page of this range, if it is certain, is in another range. */
  boolean leavesToOthers(String key) {
    return bounds.leavesToOthers(key);
  }

  private void hold(ListedObject object, List<Unsure> unsure) {
    Optional<Unsure> doubt = Unsure.in(object, side.prefix());
    if (doubt.isPresent()) {
      unsure.add(doubt.get());
      return;
    }
    if (isNew(object) && !bounds.isBehind(object.key())) {
      held.add(object);
      newest++;
    }
    last = Optional.of(object.key());
    recent = Optional.of(object);
  }

  private boolean isNew(ListedObject object) {
    if (recent.isEmpty() || !recent.get().key().equals(object.key())) {
      return last.isEmpty() || !last.get().equals(object.key());
    }
    boolean differs = !recent.get().identity().equals(object.identity());
    if (differs) {
      ambiguous.add(object.key());
    }
    return differs;
  }
}
