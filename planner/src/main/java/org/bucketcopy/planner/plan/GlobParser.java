package org.bucketcopy.planner.plan;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.plan.Glob.Reach;
import org.bucketcopy.planner.plan.Glob.Step;

/** Reads the text of one glob; braces are multiplied out. */
final class GlobParser {
  private static final int MAX_ALTERNATIVES = 1000;
  private static final Step RUN_IN_FOLDER = new Step(Reach.RUN_IN_FOLDER, c -> c != '/');
  private static final Step RUN_ACROSS_FOLDERS = new Step(Reach.RUN_ACROSS_FOLDERS, c -> true);

  private final String text;
  private int at;

  GlobParser(String text) {
    this.text = text;
  }

  /** All globs without braces that the text stands for, without its leading slash. */
  ImmutableList<ImmutableList<Step>> alternatives() {
    if (text.isEmpty()) {
      throw malformed(0, "is empty");
    }
    at = text.startsWith("/") ? 1 : 0;
    List<ImmutableList<Step>> alternatives = sequence(0);
    if (text.endsWith("/")) {
      alternatives = joined(alternatives, List.of(ImmutableList.of(RUN_ACROSS_FOLDERS)));
    }
    return ImmutableList.copyOf(alternatives);
  }

  /** Reads to the end of the text or, inside braces, to the comma or brace that ends the choice. */
  private List<ImmutableList<Step>> sequence(int depth) {
    List<ImmutableList<Step>> read = List.of(ImmutableList.of());
    while (at < text.length()) {
      char c = text.charAt(at);
      if (depth > 0 && (c == ',' || c == '}')) {
        return read;
      }
      read = joined(read, c == '{' ? choices(depth) : List.of(ImmutableList.of(step(c))));
    }
    return read;
  }

  private List<ImmutableList<Step>> choices(int depth) {
    int opened = at;
    List<ImmutableList<Step>> choices = new ArrayList<>();
    do {
      at++;
      choices.addAll(sequence(depth + 1));
      if (at == text.length()) {
        throw malformed(opened, "opens a brace that is not closed");
      }
    } while (text.charAt(at) == ',');
    at++;
    return choices;
  }

  private List<ImmutableList<Step>> joined(
      List<ImmutableList<Step>> heads, List<ImmutableList<Step>> tails) {
    if ((long) heads.size() * tails.size() > MAX_ALTERNATIVES) {
      throw malformed(at, "stands for more than " + MAX_ALTERNATIVES + " globs");
    }
    List<ImmutableList<Step>> joined = new ArrayList<>();
    for (ImmutableList<Step> head : heads) {
      for (ImmutableList<Step> tail : tails) {
        joined.add(ImmutableList.<Step>builder().addAll(head).addAll(tail).build());
      }
    }
    return joined;
  }

  private Step step(char c) {
    return switch (c) {
      case '*' -> stars();
      case '?' -> {
        at++;
        yield one(character -> character != '/');
      }
      case '[' -> one(set());
      case ']', '}' -> throw malformed(at, "closes what was not opened");
      default -> Step.literal(character());
    };
  }

  private static Step one(IntPredicate characters) {
    return new Step(Reach.ONE_CHARACTER, characters);
  }

  private Step stars() {
    int first = at;
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return switch (at - first) {
      case 1 -> RUN_IN_FOLDER;
      case 2 -> RUN_ACROSS_FOLDERS;
      default -> throw malformed(first, "has more than two stars in a row");
    };
  }

  private IntPredicate set() {
    int opened = at;
    at++;
    boolean negated = at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '^');
    at += negated ? 1 : 0;
    IntPredicate set = character -> false;
    int start = at;
    while (at < text.length() && text.charAt(at) != ']') {
      set = set.or(range());
    }
    if (at == text.length()) {
      throw malformed(opened, "opens a bracket that is not closed");
    }
    if (at == start) {
      throw malformed(opened, "has an empty set");
    }
    at++;
    IntPredicate named = negated ? set.negate() : set;
    return named.and(character -> character != '/');
  }

  private IntPredicate range() {
    int start = at;
    int low = character();
    boolean ranged = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
    if (!ranged) {
      return character -> character == low;
    }
    at++;
    int high = character();
    if (high < low) {
      throw malformed(start, "has a range that runs backwards");
    }
    return character -> low <= character && character <= high;
  }

  /** Reads one character, or the one after a backslash. */
  private int character() {
    if (text.charAt(at) == '\\') {
      at++;
      if (at == text.length()) {
        throw malformed(at - 1, "ends with a backslash");
      }
    }
    int character = text.codePointAt(at);
    at += Character.charCount(character);
    return character;
  }

  private IllegalArgumentException malformed(int index, String problem) {
    return new IllegalArgumentException(
        String.format(
            "the glob \"%s\" %s at character %d", Printable.of(text), problem, index + 1));
  }
}
