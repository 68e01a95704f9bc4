package org.bucketcopy.job.options;

import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.report.ProgressMode;
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

  @Option(
      names = "--progress",
      paramLabel = "none|plain|bar|json",
      converter = ProgressConverter.class,
      description =
          "How to show on standard error how far it is: not at all; a line every 10 seconds; one"
              + " line that is drawn again and again; a JSON object every 10 seconds (default: bar"
              + " on a terminal, plain elsewhere).")
  private Optional<ProgressMode> progress = Optional.empty();

  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--help", usageHelp = true, description = "Show these options.")
  private boolean help;

  /** Where the summary is written beside standard output. */
  Optional<String> summaryPath() {
    return summary;
  }

  /** How to show how far the command is; empty for what suits standard error. */
  Optional<ProgressMode> progress() {
    return progress;
  }

  /** Maximum retries of one request. */
  int retries() {
    return retries;
  }

  private static final class ProgressConverter extends Choice<ProgressMode> {
    ProgressConverter() {
      super(List.of(ProgressMode.values()));
    }
  }
}
