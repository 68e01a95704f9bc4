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
  /** The same in words. */
  public RunTitle title() {
    return new RunTitle(command, source, destination.uri());
  }
}
