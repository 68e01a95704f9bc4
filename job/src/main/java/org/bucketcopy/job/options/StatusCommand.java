package org.bucketcopy.job.options;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.status.StatusJob;
import org.bucketcopy.job.status.StatusSettings;
import org.bucketcopy.planner.thread.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: says how far the run of a run directory is, or how it ended. */
@Command(
    name = "status",
    description = {
      "Says how far the run of a run directory is, or how it ended.",
      "Ends with the exit code of the run; 10 while it runs, 11 if it died, 12 if no run has"
          + " started."
    },
    sortOptions = false)
public final class StatusCommand implements ReadingCommand {
  @Spec private CommandSpec spec;

  @Option(
      names = "--run-dir",
      required = true,
      paramLabel = "PATH",
      converter = PathText.class,
      description = "Directory of the run, on any Hadoop file system.")
  private String runDirectory = "";

  @Option(names = "--wait", description = "Wait until the run has ended.")
  private boolean wait;

  @Option(
      names = "--max-duration",
      paramLabel = "TIME",
      converter = TimeSpan.Converter.class,
      description = "With --wait: wait no longer than this: 90m, 6h.")
  private Optional<TimeSpan> maxDuration = Optional.empty();

  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--help", usageHelp = true, description = "Show these options.")
  private boolean help;

  @Override
  public Function<Configuration, Summary> work(EarlyEnd end, Machine machine) {
    StatusSettings settings = settings();
    return configuration -> new StatusJob(configuration, settings, end, machine).run();
  }

  private StatusSettings settings() {
    Optional<Duration> most = maxDuration.map(TimeSpan::duration);
    return CheckedOptions.of(spec, () -> new StatusSettings(new Path(runDirectory), wait, most));
  }

  @Override
  public Optional<String> summaryPath() {
    return Optional.empty();
  }

  @Override
  public List<String> paths() {
    return List.of(runDirectory);
  }
}
