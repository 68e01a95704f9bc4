package org.bucketcopy.job.options;

import java.util.List;
import java.util.Optional;

/** What every command has. */
public interface CommandOptions {
  /** Where the summary is written beside standard output. */
  Optional<String> summaryPath();

  /** Every path of a file or directory that was given, on any Hadoop file system. */
  List<String> paths();
}
