package org.bucketcopy.job.ending;

import java.util.Optional;

/** How a command ended. */
public interface Summary {
  /** What the process tells its caller. */
  ExitCode exitCode();

  /** Why the command could not go on; empty if it came to its end. */
  Optional<String> problem();

  /** One line of JSON. */
  String toJson();
}
