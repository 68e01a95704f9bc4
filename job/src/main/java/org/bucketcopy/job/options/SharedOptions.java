package org.bucketcopy.job.options;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class SharedOptions {
  @Option(
      names = "--summary",
      paramLabel = "PATH",
      converter = PathText.class,
      description = "Write the summary to this file too, on any Hadoop file system.")
  private Optional<String> summary = Optional.empty();

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "10",
      description = "How often a request is repeated (default: ${DEFAULT-VALUE}).")
  private int retries;

  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--help", usageHelp = true, description = "Show these options.")
  private boolean help;

  /** Where the summary is written beside standard output. */
  Optional<String> summaryPath() {
    return summary;
  }

  /** Maximum retries of one request. */
  int retries() {
    return retries;
  }
}
