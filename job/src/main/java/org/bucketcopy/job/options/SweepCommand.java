package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.LockRule;
import org.bucketcopy.job.report.ProgressMode;
import org.bucketcopy.job.sweep.SweepSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sweep}: aborts the multipart uploads that dead runs left open. */
@Command(
    name = "sweep",
    description = {
      "Aborts the multipart uploads that dead runs left open.",
      "With --run-dir alone: all that the runs in these directories left. With --destination: lists"
          + " what is open there, and with --yes aborts what the journals in --run-dir name."
    },
    sortOptions = false)
public final class SweepCommand implements CommandOptions {
  @Spec private CommandSpec spec;

  @Option(
      names = "--run-dir",
      paramLabel = "PATH",
      converter = PathText.class,
      description =
          "Directory of a run, on any Hadoop file system; repeatable. With --destination also a"
              + " directory that holds such directories.")
  private List<String> runDirectories = List.of();

  @Option(
      names = "--break-lock",
      description = "Take the run directory even from a driver that seems to be alive.")
  private boolean breakLock;

  @Option(
      names = "--destination",
      paramLabel = "URI",
      converter = StoreUri.FolderConverter.class,
      description = "List the unfinished uploads under s3://bucket/prefix/.")
  private Optional<StoreUri> destination = Optional.empty();

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = TimeSpan.Converter.class,
      description = "Only those that were started at least so long ago: 90m, 12h, 7d.")
  private Optional<TimeSpan> olderThan = Optional.empty();

  @Option(
      names = "--yes",
      description = "Abort those that are ours; without it nothing is touched.")
  private boolean yes;

  @Option(
      names = "--all",
      description =
          "Abort those that no journal in --run-dir names too, regardless of owner; never those of"
              + " a run that is alive and named.")
  private boolean all;

  @Mixin private SharedOptions shared = new SharedOptions();

  /**
   * The settings that the options make.
   *
   * @throws ParameterException if they contradict each other
   */
  public SweepSettings settings() {
    return CheckedOptions.of(
        spec, () -> destination.isPresent() ? ofPrefix(destination.orElseThrow()) : ofRuns());
  }

  private SweepSettings ofRuns() {
    checkArgument(
        !runDirectories.isEmpty(),
        "say what to sweep: --run-dir, or --destination with --older-than");
    checkArgument(
        olderThan.isEmpty() && !yes && !all,
        "--older-than, --yes and --all need --destination; --run-dir alone sweeps the whole run");
    return new SweepSettings.OfRuns(
        directories(), breakLock ? LockRule.BREAK : LockRule.RESPECT, shared.retries());
  }

  private SweepSettings ofPrefix(StoreUri prefix) {
    checkArgument(olderThan.isPresent(), "--destination needs --older-than, as in --older-than 7d");
    checkArgument(
        !breakLock, "--break-lock is for --run-dir alone: what a run that is alive has is kept");
    return new SweepSettings.OfPrefix(
        prefix.prefix(),
        olderThan.orElseThrow().duration(),
        directories(),
        all ? SweepSettings.Choice.EVERYBODYS : SweepSettings.Choice.OURS,
        yes ? SweepSettings.Mode.ABORT : SweepSettings.Mode.LIST,
        shared.retries());
  }

  private List<Path> directories() {
    return runDirectories.stream().map(Path::new).toList();
  }

  @Override
  public Optional<String> summaryPath() {
    return shared.summaryPath();
  }

  @Override
  public Optional<ProgressMode> progress() {
    return shared.progress();
  }

  @Override
  public List<String> paths() {
    return Stream.concat(summaryPath().stream(), runDirectories.stream()).toList();
  }
}
