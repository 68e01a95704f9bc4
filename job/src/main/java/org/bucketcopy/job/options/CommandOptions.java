package org.bucketcopy.job.options;

import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.report.ProgressMode;

/** What every command has. */
public interface CommandOptions {
  /** Where the summary is written beside standard output. */
  Optional<String> summaryPath();

  /** How to show how far the command is; empty for what suits standard error. */
  default Optional<ProgressMode> progress() {
    return Optional.empty();
  }

  /** Every path of a file or directory that was given, on any Hadoop file system. */
  List<String> paths();
}
