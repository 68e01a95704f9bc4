package org.bucketcopy.job.run;

import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * From where to where a command transfers.
 *
 * @param command the command's name
 * @param source the source as a URI
 * @param destination where it goes
 */
public record Ends(String command, String source, ObjectPrefix destination) {
  private static final String STANDARD_INPUT = "-";

  /** Whether standard input is transferred: nobody knows how much that is. */
  public boolean ofStream() {
    return source.equals(STANDARD_INPUT);
  }

  /** In words, for people. */
  public String label() {
    return command + " " + source + " -> " + destination.uri();
  }
}
