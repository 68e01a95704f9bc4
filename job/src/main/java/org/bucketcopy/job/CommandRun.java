package org.bucketcopy.job;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.bucketcopy.job.check.CheckJob;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.LastLine;
import org.bucketcopy.job.lifecycle.PathCheck;
import org.bucketcopy.job.lifecycle.PathException;
import org.bucketcopy.job.lifecycle.StandardInput;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.lifecycle.SummaryFile;
import org.bucketcopy.job.lifecycle.Termination;
import org.bucketcopy.job.options.CheckCommand;
import org.bucketcopy.job.options.CommandOptions;
import org.bucketcopy.job.options.ReadingCommand;
import org.bucketcopy.job.options.SweepCommand;
import org.bucketcopy.job.options.TransferCommand;
import org.bucketcopy.job.options.UploadCommand;
import org.bucketcopy.job.options.VerifyCommand;
import org.bucketcopy.job.report.Console;
import org.bucketcopy.job.run.RunSource;
import org.bucketcopy.job.run.RunStatus;
import org.bucketcopy.job.run.SparkStart;
import org.bucketcopy.job.run.StreamJob;
import org.bucketcopy.job.run.StreamSettings;
import org.bucketcopy.job.run.TransferJob;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.job.run.TransferSummary;
import org.bucketcopy.job.sweep.SweepJob;
import org.bucketcopy.job.sweep.SweepSettings;
import org.bucketcopy.job.verify.VerifyJob;
import org.bucketcopy.job.verify.VerifySettings;
import org.bucketcopy.job.verify.VerifySummary;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.thread.Machine;
import picocli.CommandLine.ParameterException;

/**
 * The run of one command.
 *
 * @param spark starts what the command needs of it, or gives what runs already
 * @param lastLine takes the summary
 * @param termination ends the command before it has ended by itself
 * @param machine where time and threads come from
 */
record CommandRun(
    Function<SparkConf, SparkStart> spark,
    LastLine lastLine,
    Termination termination,
    Machine machine) {
  /**
   * Runs a command, and writes its summary.
   *
   * @param command with its options
   * @throws ParameterException if the options contradict each other, or a file cannot be read that
   *     one of them names
   * @throws PathException if a path that was given cannot be used
   * @throws IOException if the command could not begin, which has changed nothing
   */
  ExitCode run(Object command) throws IOException {
    if (command instanceof CommandOptions options) {
      options.begin(
          SparkHadoopUtil.get().newConfiguration(new SparkConf()), machine.clock().instant());
    }
    if (command instanceof SweepCommand sweep) {
      return sweep(sweep, sweep.settings());
    }
    if (command instanceof CheckCommand check) {
      return check(check, check.settings());
    }
    if (command instanceof ReadingCommand reading) {
      return read(reading);
    }
    if (command instanceof UploadCommand upload && upload.isOfStream()) {
      return stream(upload);
    }
    if (command instanceof VerifyCommand verify) {
      return verify(verify, verify.settings());
    }
    return transfer((TransferCommand) command);
  }

  private ExitCode transfer(TransferCommand command) throws IOException {
    TransferSettings settings = command.settings();
    settings.run().maxDuration().ifPresent(termination::endAfter);
    SparkConf conf = SparkSettings.of(settings.ends().title());
    Configuration configuration = configuration(command.storeSettings(), conf);
    RunSource source = command.source(configuration, machine);
    SummaryFile file = checked(command, configuration);
    if (file.earlier().isPresent()) {
      return lastLine.repeat(file.earlier().orElseThrow());
    }
    try (RunStatus status =
            RunStatus.begin(settings.outline(), console(command), configuration, machine);
        SparkStart started = spark.apply(conf)) {
      TransferSummary summary =
          new TransferJob(configuration, started, source, termination.end(), machine).run(status);
      return tell(summary, file, status::ended);
    }
  }

  private ExitCode verify(VerifyCommand command, VerifySettings settings) throws IOException {
    settings.run().maxDuration().ifPresent(termination::endAfter);
    SparkConf conf = SparkSettings.of(settings.title());
    Configuration configuration = configuration(command.storeSettings(), conf);
    SummaryFile file = checked(command, configuration);
    if (file.earlier().isPresent()) {
      return lastLine.repeat(file.earlier().orElseThrow());
    }
    try (RunStatus status =
            RunStatus.begin(settings.outline(), console(command), configuration, machine);
        SparkStart started = spark.apply(conf)) {
      VerifySummary summary =
          new VerifyJob(configuration, started, settings, termination.end(), machine).run(status);
      return tell(summary, file, status::ended);
    }
  }

  private static Console console(CommandOptions command) {
    return Console.of(System.err, command.progress(), System.getenv());
  }

  /** Of {@code conf}, to which the settings of stores are added that options make. */
  private static Configuration configuration(Map<String, String> stores, SparkConf conf) {
    stores.forEach((name, value) -> conf.set("spark.hadoop." + name, value));
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  /** Without a SparkContext too: only the driver has standard input. */
  private ExitCode stream(UploadCommand command) throws IOException {
    SparkConf conf = new SparkConf();
    StreamSettings settings =
        command.streamSettings(
            Runtime.getRuntime().maxMemory() / 2, conf.get("spark.submit.deployMode", "client"));
    settings.transfer().run().maxDuration().ifPresent(termination::endAfter);
    Configuration configuration = configuration(command.storeSettings(), conf);
    InputStream in = StandardInput.open();
    SummaryFile file = checked(command, configuration);
    StreamJob job = new StreamJob(configuration, settings, in, termination.end(), machine);
    try (RunStatus status =
        RunStatus.begin(settings.transfer().outline(), console(command), configuration, machine)) {
      return tell(job.run(status), file, status::ended);
    }
  }

  /** Without a SparkContext, since nothing is given to executors: it takes seconds to start. */
  private ExitCode sweep(SweepCommand command, SweepSettings settings) throws IOException {
    Configuration configuration = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    SummaryFile file = checked(command, configuration);
    SweepJob job =
        new SweepJob(configuration, settings, machine, termination.end(), console(command));
    return tell(job.run(), file, written -> {});
  }

  /** Without a SparkContext too: all of it is a few requests. */
  private ExitCode check(CheckCommand command, CopySettings settings) throws IOException {
    Configuration configuration = configuration(command.storeSettings(), new SparkConf());
    SummaryFile file = checked(command, configuration);
    CheckJob job = new CheckJob(configuration, settings, machine, termination.end(), System.err);
    return tell(job.run(), file, written -> {});
  }

  /** Without a SparkContext too. */
  private ExitCode read(ReadingCommand command) throws IOException {
    Function<Configuration, Summary> work = command.work(termination.end(), machine);
    Configuration configuration = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    SummaryFile none = checked(command, configuration);
    return tell(work.apply(configuration), none, written -> {});
  }

  /**
   * Looks at all paths that were given and opens the summary's file, before anything is touched.
   *
   * @throws PathException if a path cannot be used
   * @throws IOException if the summary cannot be written
   */
  private static SummaryFile checked(CommandOptions command, Configuration configuration)
      throws IOException {
    for (String path : command.paths()) {
      PathCheck.check(path, configuration);
    }
    return SummaryFile.open(command.summaryPath(), configuration, BucketCopy.attempt());
  }

  private ExitCode tell(Summary summary, SummaryFile file, Consumer<Summary> status) {
    termination.end().over();
    Summary written = file.write(summary);
    status.accept(written);
    written
        .problem()
        .ifPresent(problem -> System.err.println("bucket-copy: " + Printable.of(problem)));
    return lastLine.write(written);
  }
}
