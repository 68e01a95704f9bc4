package org.bucketcopy.job.options;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.page.ReportJob;
import org.bucketcopy.planner.thread.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: makes the page of a run again. */
@Command(
    name = "report",
    description = {
      "Makes report.html, the page of the run of a run directory, again.",
      "Ends with exit code 12 if no run has started there."
    },
    sortOptions = false)
public final class ReportCommand implements ReadingCommand {
  @Option(
      names = "--run-dir",
      required = true,
      paramLabel = "PATH",
      converter = PathText.class,
      description = "Directory of the run, on any Hadoop file system.")
  private String runDirectory = "";

  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--help", usageHelp = true, description = "Show these options.")
  private boolean help;

  @Override
  public Function<Configuration, Summary> work(EarlyEnd end, Machine machine) {
    Path directory = new Path(runDirectory);
    return configuration -> new ReportJob(directory, configuration, end, machine).run();
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
