package org.bucketcopy.job.report;

import com.google.common.base.Strings;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A line with a bar in it. */
public final class Bar {
  private static final int WIDTH = 20;
  private static final String GAP = "  ";

  private Bar() {}

  /**
   * The line.
   *
   * @param done which part is done, 0 to 1; empty for no bar, where nobody knows
   * @param figures what follows the bar, the most important first: the last ones are left out where
   *     there is no room
   * @param columns the width that it must fit into
   */
  public static String of(OptionalDouble done, List<String> figures, int columns) {
    StringBuilder line = new StringBuilder();
    done.ifPresent(part -> line.append(drawn(part)));
    for (String figure : figures) {
      String next = line.isEmpty() ? figure : GAP + figure;
      if (line.length() + next.length() > columns) {
        break;
      }
      line.append(next);
    }
    return line.substring(0, Math.min(line.length(), columns));
  }

  private static String drawn(double done) {
    int full = (int) (done * WIDTH);
    String head = full < WIDTH ? ">" : "";
    return String.format(
        Locale.ROOT,
        "[%s] %3d%%",
        Strings.padEnd("=".repeat(full) + head, WIDTH, ' '),
        (int) (done * 100));
  }
}
