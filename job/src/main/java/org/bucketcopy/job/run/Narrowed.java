package org.bucketcopy.job.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bucketcopy.planner.model.Printable;

/**
 * How much of a source is looked at, where filters say how the keys begin that they can accept.
 *
 * @param source all of it, as a URI
 * @param beginning what the relative keys of all that is looked at begin with; empty if that is all
 */
public record Narrowed(String source, String beginning) {
  /** What is looked at, as a URI. */
  public String listed() {
    return source + beginning;
  }

  /** Adds to a summary what is listed, unless it is all. */
  public void putTo(ObjectNode json) {
    if (!beginning.isEmpty()) {
      json.put("narrowedTo", listed());
    }
  }

  /** Tells people what a dry run has listed, unless it is all. */
  public void tell() {
    if (!beginning.isEmpty()) {
      System.err.println(
          "bucket-copy: no pattern of --include needs more than "
              + Printable.of(listed())
              + ": nothing else is listed");
    }
  }
}
