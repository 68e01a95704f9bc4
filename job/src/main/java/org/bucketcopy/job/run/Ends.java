package org.bucketcopy.job.run;

import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * From where to where a command transfers.
 *
 * @param command the command's name
 * @param source the source as a URI
 * @param destination where it goes
 * @param beginning what the relative keys of all that is looked at begin with; empty for no matter
 *     what
 */
public record Ends(String command, String source, ObjectPrefix destination, String beginning) {
  /** All that is at the source. */
  public Ends(String command, String source, ObjectPrefix destination) {
    this(command, source, destination, "");
  }

  /** The same where only relative keys are looked at that begin so. */
  Ends below(String keys) {
    return new Ends(command, source, destination, keys);
  }

  /** What is looked at of the source. */
  public Narrowed narrowed() {
    return new Narrowed(source, beginning);
  }

  /** The same in words. */
  public RunTitle title() {
    return new RunTitle(command, source, destination.uri());
  }
}
