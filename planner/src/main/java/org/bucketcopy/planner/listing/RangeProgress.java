package org.bucketcopy.planner.listing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/** How far the listing of a range is, and where it was a few pages ago. Keys are relative. */
final class RangeProgress {
  private static final int REMEMBERED = 3;

  private final Deque<String> frontiers = new ArrayDeque<>();
  private final String start;
  private long listed;

  /**
   * @param since where the range starts, or where the listing stood when it was split off
   */
  RangeProgress(String since) {
    this.start = since;
    frontiers.add(since);
  }

  /** Takes in the last key of a page. */
  void reached(String key) {
    frontiers.addLast(key);
    listed++;
    if (frontiers.size() > REMEMBERED + 1) {
      frontiers.removeFirst();
    }
  }

  /** The last key of the last page. */
  String frontier() {
    return frontiers.getLast();
  }

  /** Where the listing was {@link #pages} ago. */
  String since() {
    return frontiers.getFirst();
  }

  /** How many pages lie between {@link #since} and {@link #frontier}. */
  int pages() {
    return frontiers.size() - 1;
  }

  /** Where the range starts, or where the listing stood when it was split off. */
  String start() {
    return start;
  }

  /** All pages so far. */
  long listed() {
    return listed;
  }

  /** Where the last two pages start and end, if there are two. */
  Stream<String> lastPages() {
    return frontiers.stream().skip(Math.max(0, frontiers.size() - 3));
  }
}
