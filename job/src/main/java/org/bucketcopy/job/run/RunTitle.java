package org.bucketcopy.job.run;

/**
 * What a run does, in words.
 *
 * @param command the command's name
 * @param source the source as a URI
 * @param destination the destination as a URI
 */
public record RunTitle(String command, String source, String destination) {
  private static final String STANDARD_INPUT = "-";

  /** Whether standard input is transferred: nobody knows how much that is. */
  public boolean ofStream() {
    return source.equals(STANDARD_INPUT);
  }

  /** All of it, for people. */
  public String label() {
    return command + " " + source + " -> " + destination;
  }
}
