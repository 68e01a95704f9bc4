package org.bucketcopy.planner.listing;

import com.google.common.base.Utf8;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * The objects of one range on one side, page after page. The next page is asked for while one is
 * read; two are held at most. An object that is listed twice in a row is given once.
 */
final class RangeReader {
  /**
   * One side of a walk.
   *
   * @param store where to list
   * @param prefix what is listed there
   * @param requests by which it is listed
   * @param disorder is run when a key is out of the order of UTF-8 and of UTF-16 too
   */
  record Side(ObjectStore store, ObjectPrefix prefix, ListingRequests requests, Runnable disorder) {
    /** What of a key follows the prefix. */
    String relative(String key) {
      return key.substring(prefix.prefix().length());
    }

    /** Whether the store can be asked for what comes after a relative key. */
    boolean isKey(String relative) {
      return Utf8.encodedLength(prefix.prefix()) + Utf8.encodedLength(relative)
          <= store.profile().limits().maxKeyBytes();
    }
  }

  private final Side side;
  private final Consumer<ListingPage> watcher;
  private final Deque<ListedObject> held = new ArrayDeque<>();
  private KeyRange range;
  private Optional<String> last;
  private Optional<String> taken = Optional.empty();
  private String sought = "";
  private int newest;
  private boolean asked;
  private boolean ended;
  private boolean viewed;
  private boolean inOrder = true;

  /**
   * Asks for nothing yet.
   *
   * @param watcher is told of each page once it is held
   */
  RangeReader(Side side, KeyRange range, Consumer<ListingPage> watcher) {
    this.side = side;
    this.range = range;
    this.watcher = watcher;
    this.last = range.after().map(key -> side.prefix().prefix() + key);
  }

  /** Asks for the next page unless two are held, or it is asked for already, or there is none. */
  void start() {
    if (!asked && !ended && held.size() <= newest) {
      asked = true;
      pass();
      ObjectPrefix prefix =
          new ObjectPrefix(side.prefix().bucket(), side.prefix().prefix() + range.stem());
      side.requests().ask(side.store(), prefix, last, this::take);
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
      inOrder = inOrder && (taken.isEmpty() || KeyOrder.UTF_8.compare(taken.get(), key(head)) < 0);
      viewed = true;
    }
    return head;
  }

  /** Goes on to the object after the head. */
  void advance() {
    taken = Optional.of(held.removeFirst().key());
    viewed = false;
    start();
  }

  /** Whether every object so far, the head included, came after the one before in UTF-8. */
  boolean inOrder() {
    return inOrder;
  }

  /** Regards the objects as out of order. */
  void distrust() {
    inOrder = false;
  }

  /** Whether nothing more will be held than is now. */
  boolean ended() {
    return ended;
  }

  KeyRange range() {
    return range;
  }

  /** The relative key up to which all of the range is held or was taken. */
  Optional<String> frontier() {
    return last.map(side::relative);
  }

  /** Gives up what is not yet listed. */
  void close() {
    ended = true;
  }

  /** Makes a boundary the end of the range; the reader of what is after it asks for nothing yet. */
  RangeReader divide(String boundary, Consumer<ListingPage> watcherAfter) {
    RangeReader after = new RangeReader(side, range.from(boundary), watcherAfter);
    boolean reached = ended || frontier().filter(key -> isAfter(key, boundary)).isPresent();
    range = range.upTo(boundary);
    while (!held.isEmpty() && isAfter(side.relative(held.getLast().key()), boundary)) {
      after.held.addFirst(held.removeLast());
    }
    if (reached) {
      after.last = last;
      after.ended = ended;
      after.newest = after.held.size();
      ended = true;
    }
    return after;
  }

  /** Whether all that is held begins with {@code stem}. */
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

  /** Makes a longer stem, with which the frontier begins, that of the range. */
  void narrow(String stem) {
    range = new KeyRange(stem, frontier(), Optional.empty(), Optional.empty());
  }

  /** Leaves out what comes before the key sought; never again and again in an unknown order. */
  private void pass() {
    if (!inOrder || sought.isEmpty() || last.filter(key -> !isAfter(sought, key)).isPresent()) {
      return;
    }
    range
        .before(side.relative(sought))
        .filter(side::isKey)
        .filter(before -> frontier().filter(at -> !isAfter(before, at)).isEmpty())
        .ifPresent(before -> last = Optional.of(side.prefix().prefix() + before));
  }

  private void take(ListingPage page) {
    asked = false;
    if (ended) {
      return;
    }
    newest = 0;
    for (ListedObject object : page.objects()) {
      String key = side.relative(object.key());
      if (!key.startsWith(range.stem())) {
        ended = true;
        break;
      }
      if (range.until().isPresent() && isAfter(key, range.until().get())) {
        ended = true;
        break;
      }
      if (last.isPresent() && isBefore(object.key(), last.get())) {
        side.disorder().run();
      }
      if (isNew(object.key()) && range.behind().filter(key::startsWith).isEmpty()) {
        held.add(object);
        newest++;
      }
      last = Optional.of(object.key());
    }
    ended = ended || !page.truncated();
    watcher.accept(page);
    start();
  }

  private boolean isNew(String key) {
    return last.isEmpty() || !last.get().equals(key);
  }

  private static boolean isBefore(String key, String last) {
    return KeyOrder.UTF_8.compare(key, last) < 0 && key.compareTo(last) < 0;
  }

  private static boolean isAfter(String key, String boundary) {
    return KeyOrder.UTF_8.compare(key, boundary) > 0;
  }

  private static String key(Optional<ListedObject> object) {
    return object.orElseThrow().key();
  }
}
