package org.bucketcopy.planner.model;

/**
 * The one form in which people read what others have named or said: keys, upload ids, messages of
 * servers. A line stays one line, a terminal gets no commands, and nothing is invisible or turned
 * around.
 */
public final class Printable {
  /** Longer than any key; a server may say as much as it likes. */
  private static final int LONGEST = 4096;

  private Printable() {}

  /**
   * {@code thing} as text: line ends and tabs as {@code \n}, {@code \r} and {@code \t}, all else
   * that is not to be seen ({@link #isHidden}) as <code>&#92;uXXXX</code> for each of its UTF-16
   * units, and no more than 4,096 characters of it. What is printable already is not changed, a
   * backslash neither: what was made printable may be made so again.
   */
  public static String of(Object thing) {
    String text = String.valueOf(thing);
    return text.length() <= LONGEST
        ? escaped(text)
        : escaped(text.substring(0, LONGEST)) + "... (" + text.length() + " characters)";
  }

  /**
   * JSON that holds the same strings, of which nothing is hidden.
   *
   * @param json on one line
   */
  public static String json(String json) {
    return escaped(json);
  }

  private static String escaped(String text) {
    if (text.codePoints().noneMatch(Printable::isHidden)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> append(printable, character));
    return printable.toString();
  }

  private static void append(StringBuilder printable, int character) {
    switch (character) {
      case '\n' -> printable.append("\\n");
      case '\r' -> printable.append("\\r");
      case '\t' -> printable.append("\\t");
      default -> {
        if (isHidden(character)) {
          for (char unit : Character.toChars(character)) {
            printable.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              printable.append(Character.forDigit(unit >> shift & 0xF, 16));
            }
          }
        } else {
          printable.appendCodePoint(character);
        }
      }
    }
  }

  /**
   * Whether a character is a control (C0, DEL, C1), a format character (zero width, bidirectional
   * overrides and isolates, tags), a separator of lines, half a surrogate pair, or none at all
   * (U+FFFE and its kind).
   */
  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.UNASSIGNED ->
          (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
      default -> false;
    };
  }
}
