package org.bucketcopy.job.options;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.report.ProgressMode;
import picocli.CommandLine.ParameterException;

/** What every command has. */
public interface CommandOptions {
  /** Where the summary is written beside standard output. */
  Optional<String> summaryPath();

  /** How to show how far the command is; empty for what suits standard error. */
  default Optional<ProgressMode> progress() {
    return Optional.empty();
  }

  /**
   * Takes what the options need of the machine that the command runs on.
   *
   * @param configuration of file systems
   * @param start of the run, which ages are measured from
   * @throws ParameterException if a file that an option names cannot be read, or holds what is
   *     wrong
   */
  default void begin(Configuration configuration, Instant start) {}

  /** Every path of a file or directory that was given, on any Hadoop file system. */
  List<String> paths();
}
