package org.bucketcopy.job.habits;

/**
 * How large something is.
 *
 * @param kind {@code file} or {@code method}, in lines, or {@code parameters}
 * @param name of the type, and of the method after {@code #}
 */
record Measure(String kind, String name, int size) {
  /** Without its size. */
  String subject() {
    return kind + " " + name;
  }

  /** Whether it is no larger than it should be. */
  boolean fits() {
    return size
        < switch (kind) {
          case "file" -> 300;
          case "method" -> 40;
          default -> 6;
        };
  }
}
