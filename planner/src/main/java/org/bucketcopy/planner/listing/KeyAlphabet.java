package org.bucketcopy.planner.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which characters are to be expected where in a key, learned from keys. Characters that were seen
 * at one position are of one kind, as digits are, and a position may have any character of its
 * kind. Knows only characters that UTF-8 and UTF-16 order alike.
 */
final class KeyAlphabet {
  private static final char[] NONE = {};

  private final int[] kinds = new int[Character.MIN_SURROGATE];
  private final BitSet known = new BitSet();
  private final List<Character> positions = new ArrayList<>();
  private final Map<Integer, char[]> members = new HashMap<>();

  KeyAlphabet() {
    Arrays.setAll(kinds, unit -> unit);
  }

  /** Takes in the characters of one key. */
  void learn(String key) {
    for (int i = 0; i < key.length(); i++) {
      char unit = key.charAt(i);
      char place = KeyOrder.isSettled(unit) ? unit : 0;
      if (i == positions.size()) {
        positions.add(place);
      }
      if (place != 0) {
        learn(i, place);
      }
    }
  }

  private void learn(int position, char unit) {
    if (positions.get(position) == 0) {
      positions.set(position, unit);
    }
    int kind = kind(unit);
    int expected = kind(positions.get(position));
    if (!known.get(unit) || kind != expected) {
      known.set(unit);
      kinds[kind] = expected;
      members.clear();
    }
  }

  /** The characters to expect at a position, ascending; none if nothing is known of it. */
  char[] at(int position) {
    if (position >= positions.size() || positions.get(position) == 0) {
      return NONE;
    }
    return members.computeIfAbsent(kind(positions.get(position)), this::membersOf);
  }

  private char[] membersOf(int kind) {
    StringBuilder units = new StringBuilder();
    known.stream().filter(unit -> kind((char) unit) == kind).forEach(u -> units.append((char) u));
    return units.toString().toCharArray();
  }

  private int kind(char unit) {
    int kind = unit;
    while (kinds[kind] != kind) {
      kinds[kind] = kinds[kinds[kind]];
      kind = kinds[kind];
    }
    return kind;
  }
}
