package org.bucketcopy.planner.listing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * Keys of one side whose state the listing does not show: entries without ETag, size or time, and
 * those that can be read in part only. For the latter, all keys are doubtful that start and end
 * like the readable text and have a character that not every server can write. Holds a bounded
 * number; of more than that, all keys are doubtful.
 */
final class DoubtfulKeys {
  private static final int MAX_KEYS = 10_000;
  private static final int MAX_SHAPES = 100;
  private static final char REPLACEMENT = '\uFFFD';

  private record Shape(String start, String end) {}

  private final Set<String> keys = new HashSet<>();
  private final List<Shape> shapes = new ArrayList<>();
  private boolean all;
  private boolean allOdd;

  /**
   * Adds the key of an entry that does not show what is there.
   *
   * @param prefix what was listed
   * @return whether the entry may be of the prefix; it is taken in only then
   */
  boolean add(ObjectPrefix prefix, String key) {
    boolean under = key.startsWith(prefix.prefix());
    if (under || !ListedObject.isExact(key)) {
      add(under ? key : "");
      return true;
    }
    return false;
  }

  /** From now on the listing is trusted for no key. */
  void addAll() {
    all = true;
  }

  private void add(String key) {
    int from = key.indexOf(REPLACEMENT);
    if (key.isEmpty()) {
      all = true;
    } else if (from >= 0) {
      Shape shape =
          new Shape(key.substring(0, from), key.substring(key.lastIndexOf(REPLACEMENT) + 1));
      allOdd = allOdd || shapes.size() == MAX_SHAPES;
      if (!allOdd && !shapes.contains(shape)) {
        shapes.add(shape);
      }
    } else if (ListedObject.isText(key)) {
      all = all || keys.size() == MAX_KEYS;
      if (!all) {
        keys.add(key);
      }
    } else {
      allOdd = true;
    }
  }

  /** Whether something may be at {@code key} that the listing does not show. */
  boolean covers(String key) {
    return all
        || keys.contains(key)
        || ((allOdd || !shapes.isEmpty()) && isOdd(key) && (allOdd || hasShape(key)));
  }

  private boolean hasShape(String key) {
    return shapes.stream()
        .anyMatch(shape -> key.startsWith(shape.start) && key.endsWith(shape.end));
  }

  private static boolean isOdd(String key) {
    return !key.chars().allMatch(unit -> ' ' <= unit && unit <= '~');
  }
}
