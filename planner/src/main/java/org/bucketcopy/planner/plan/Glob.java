package org.bucketcopy.planner.plan;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** One glob of an {@link ObjectFilter}, compiled. Matching allocates nothing. */
final class Glob {
  /**
   * What a glob says of one place in a key.
   *
   * @param literal the one character that fits, where only one does
   */
  record Step(Reach reach, IntPredicate characters, OptionalInt literal) {
    /** The end of a glob, where no character fits any more. */
    static final Step END = new Step(Reach.ONE_CHARACTER, character -> false);

    Step(Reach reach, IntPredicate characters) {
      this(reach, characters, OptionalInt.empty());
    }

    /** The character itself. */
    static Step literal(int character) {
      return new Step(Reach.ONE_CHARACTER, other -> other == character, OptionalInt.of(character));
    }
  }

  /** How far a step goes. */
  enum Reach {
    ONE_CHARACTER,
    RUN_IN_FOLDER,
    RUN_ACROSS_FOLDERS
  }

  private static final int NONE = -1;

  /** What a listing shows where a key cannot be read: the key itself holds something else. */
  private static final int REPLACEMENT = 0xFFFD;

  private final String text;
  private final boolean anchored;
  private final ImmutableList<ImmutableList<Step>> alternatives;

  private Glob(String text, boolean anchored, ImmutableList<ImmutableList<Step>> alternatives) {
    this.text = text;
    this.anchored = anchored;
    this.alternatives = alternatives;
  }

  /**
   * The glob that {@code text} writes.
   *
   * @throws IllegalArgumentException if it is malformed; names the text and the place
   */
  static Glob of(String text) {
    return new Glob(text, text.startsWith("/"), new GlobParser(text).alternatives());
  }

  /** As it was written. */
  String text() {
    return text;
  }

  /** What every key begins with that this glob matches; may be empty. */
  String beginning() {
    return anchored
        ? alternatives.stream().map(Glob::literals).reduce(Strings::commonPrefix).orElse("")
        : "";
  }

  private static String literals(ImmutableList<Step> steps) {
    StringBuilder literals = new StringBuilder();
    for (Step step : steps) {
      if (step.literal().orElse(REPLACEMENT) == REPLACEMENT) {
        break;
      }
      literals.appendCodePoint(step.literal().getAsInt());
    }
    return literals.toString();
  }

  /** Whether this glob matches the whole key or, if not anchored, all of it from some folder on. */
  boolean matches(String key) {
    for (int i = 0; i < alternatives.size(); i++) {
      int start = 0;
      do {
        if (matches(alternatives.get(i), key, start)) {
          return true;
        }
        start = key.indexOf('/', start) + 1;
      } while (!anchored && start > 0);
    }
    return false;
  }

  /**
   * Advances by one step and one character. Where that fails, the last run takes one character more
   * and the steps after it are matched again. An earlier run never has to grow: what follows it was
   * found at the earliest place, from where the later run reaches everything that it could reach
   * from any other; and a run within a folder, earlier or later, ends at the same slash.
   */
  private static boolean matches(ImmutableList<Step> steps, String key, int start) {
    int step = 0;
    int at = start;
    int afterRun = NONE;
    int runEnd = start;
    int afterLongRun = NONE;
    int longRunEnd = start;
    while (step < steps.size() || at < key.length()) {
      Step next = step < steps.size() ? steps.get(step) : Step.END;
      if (next.reach() == Reach.RUN_ACROSS_FOLDERS) {
        afterLongRun = ++step;
        longRunEnd = at;
        afterRun = NONE;
      } else if (next.reach() == Reach.RUN_IN_FOLDER) {
        afterRun = ++step;
        runEnd = at;
      } else if (at < key.length() && next.characters().test(key.codePointAt(at))) {
        step++;
        at = key.offsetByCodePoints(at, 1);
      } else if (afterRun != NONE && runEnd < key.length() && key.charAt(runEnd) != '/') {
        step = afterRun;
        runEnd = key.offsetByCodePoints(runEnd, 1);
        at = runEnd;
      } else if (afterLongRun != NONE && longRunEnd < key.length()) {
        step = afterLongRun;
        longRunEnd = key.offsetByCodePoints(longRunEnd, 1);
        at = longRunEnd;
        afterRun = NONE;
      } else {
        return false;
      }
    }
    return true;
  }
}
