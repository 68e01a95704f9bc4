package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.bucketcopy.job.lifecycle.DriverEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.LastLine;
import org.bucketcopy.job.lifecycle.PathCheck;
import org.bucketcopy.job.lifecycle.PathException;
import org.bucketcopy.job.lifecycle.StandardInput;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.lifecycle.SummaryFile;
import org.bucketcopy.job.lifecycle.Termination;
import org.bucketcopy.job.lifecycle.YarnAttempt;
import org.bucketcopy.job.options.CommandOptions;
import org.bucketcopy.job.options.CopyCommand;
import org.bucketcopy.job.options.ExposedSecrets;
import org.bucketcopy.job.options.MangledText;
import org.bucketcopy.job.options.ReadingCommand;
import org.bucketcopy.job.options.ReportCommand;
import org.bucketcopy.job.options.StatusCommand;
import org.bucketcopy.job.options.SweepCommand;
import org.bucketcopy.job.options.TransferCommand;
import org.bucketcopy.job.options.UploadCommand;
import org.bucketcopy.job.report.Console;
import org.bucketcopy.job.run.RunSource;
import org.bucketcopy.job.run.RunStatus;
import org.bucketcopy.job.run.SparkStart;
import org.bucketcopy.job.run.StreamJob;
import org.bucketcopy.job.run.StreamSettings;
import org.bucketcopy.job.run.TransferJob;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.job.run.TransferSummary;
import org.bucketcopy.job.stores.registry.LibraryLoggers;
import org.bucketcopy.job.sweep.SweepJob;
import org.bucketcopy.job.sweep.SweepSettings;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.thread.Machine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import scala.Tuple2;

/**
 * The application that spark-submit runs. Standard output gets one line, the summary, at the end;
 * everything else goes to standard error.
 */
@Command(
    name = "bucket-copy",
    description = "Copies buckets and uploads files on Apache Spark, by multipart upload.",
    subcommands = {
      CopyCommand.class,
      UploadCommand.class,
      SweepCommand.class,
      StatusCommand.class,
      ReportCommand.class
    })
public final class BucketCopy {
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--help", usageHelp = true, description = "Show the commands.")
  private boolean help;

  private BucketCopy() {}

  /**
   * Runs the command and hands its {@link ExitCode} on.
   *
   * @throws Exception as in {@link DriverEnd#leave}
   */
  public static void main(String[] arguments) throws Exception {
    DriverEnd.leave(run(arguments), attempt());
  }

  private static Optional<YarnAttempt> attempt() {
    return YarnAttempt.of(new SparkConf(), System.getenv());
  }

  /**
   * Runs the command and writes the summary, whatever happens. From now on {@link System#out} is
   * standard error: standard output is the summary's.
   */
  static ExitCode run(String... arguments) {
    Machine machine = Machine.real();
    return run(conf -> SparkStart.begin(conf, machine.threads()), machine, arguments);
  }

  /**
   * The same on another Spark.
   *
   * @param spark starts what the command needs of it, or gives what runs already
   */
  static ExitCode run(Function<SparkConf, SparkStart> spark, String... arguments) {
    return run(spark, Machine.real(), arguments);
  }

  /** The same on another machine, where time and threads come from. */
  static ExitCode run(Function<SparkConf, SparkStart> spark, Machine machine, String... arguments) {
    LibraryLoggers.quiet();
    PrintStream out = System.out;
    System.setOut(System.err);
    CommandLine commands = new CommandLine(new BucketCopy());
    commands.setOut(new PrintWriter(out, true, UTF_8));
    // An argument that begins with @ is itself, not the name of a file with more arguments.
    commands.setExpandAtFiles(false);
    LastLine lastLine =
        new LastLine(
            out,
            Arrays.stream(arguments)
                .limit(1)
                .filter(commands.getSubcommands()::containsKey)
                .findFirst());
    try (Termination termination = Termination.ofThisThread(lastLine, machine.threads())) {
      return run(spark, commands, arguments, lastLine, termination, machine);
    }
  }

  private static ExitCode run(
      Function<SparkConf, SparkStart> spark,
      CommandLine commands,
      String[] arguments,
      LastLine lastLine,
      Termination termination,
      Machine machine) {
    try {
      ParseResult parsed = commands.parseArgs(arguments);
      if (CommandLine.printHelpIfRequested(parsed)) {
        return ExitCode.OK;
      }
      if (!parsed.hasSubcommand()) {
        throw new ParameterException(
            commands, "a command is needed: copy, upload, sweep, status or report");
      }
      MangledText.ofThisProcess().refuse(parsed.subcommand());
      ExposedSecrets.ofThisProcess(sparkSettings()).refuse(parsed.subcommand());
      return made(
          parsed.subcommand().commandSpec().userObject(), spark, lastLine, termination, machine);
    } catch (ParameterException e) {
      String message = Printable.of(String.valueOf(e.getMessage()));
      System.err.println("bucket-copy: " + message);
      System.err.println("bucket-copy: --help after a command shows its options");
      return lastLine.write(ExitCode.USAGE, message);
    } catch (PathException e) {
      return refused(lastLine, new Cause(ExitCode.USAGE, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return refused(lastLine, Cause.couldNotRun(String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      return refused(lastLine, Cause.unexpected(e));
    }
  }

  private static ExitCode made(
      Object command,
      Function<SparkConf, SparkStart> spark,
      LastLine lastLine,
      Termination termination,
      Machine machine)
      throws IOException {
    if (command instanceof SweepCommand sweep) {
      return sweep(sweep, sweep.settings(), lastLine, termination, machine);
    }
    if (command instanceof ReadingCommand reading) {
      return read(reading, lastLine, termination.end(), machine);
    }
    if (command instanceof UploadCommand upload && upload.isOfStream()) {
      return stream(upload, lastLine, termination, machine);
    }
    return transfer(spark, (TransferCommand) command, lastLine, termination, machine);
  }

  private static Map<String, String> sparkSettings() {
    return Arrays.stream(new SparkConf().getAll())
        .collect(Collectors.toMap(Tuple2::_1, Tuple2::_2));
  }

  private static ExitCode refused(LastLine lastLine, Cause cause) {
    System.err.println("bucket-copy: " + cause.message());
    return lastLine.write(cause.status(), cause.message());
  }

  private static ExitCode transfer(
      Function<SparkConf, SparkStart> start,
      TransferCommand command,
      LastLine lastLine,
      Termination termination,
      Machine machine)
      throws IOException {
    TransferSettings settings = command.settings();
    settings.run().maxDuration().ifPresent(termination::endAfter);
    SparkConf conf = SparkSettings.of(settings);
    Configuration configuration = configuration(command, conf);
    RunSource source = command.source(configuration, machine);
    SummaryFile file = checked(command, configuration);
    if (file.earlier().isPresent()) {
      return lastLine.repeat(file.earlier().orElseThrow());
    }
    try (RunStatus status = RunStatus.begin(settings, console(command), configuration, machine);
        SparkStart spark = start.apply(conf)) {
      TransferSummary summary =
          new TransferJob(configuration, spark, source, termination.end(), machine).run(status);
      return tell(summary, file, status::ended, lastLine, termination.end());
    }
  }

  private static Console console(CommandOptions command) {
    return Console.of(System.err, command.progress(), System.getenv());
  }

  /** Of {@code conf}, to which the options are added that are settings of a store. */
  private static Configuration configuration(TransferCommand command, SparkConf conf) {
    command.storeSettings().forEach((name, value) -> conf.set("spark.hadoop." + name, value));
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  /** Without a SparkContext too: only the driver has standard input. */
  private static ExitCode stream(
      UploadCommand command, LastLine lastLine, Termination termination, Machine machine)
      throws IOException {
    SparkConf conf = new SparkConf();
    StreamSettings settings =
        command.streamSettings(
            Runtime.getRuntime().maxMemory() / 2, conf.get("spark.submit.deployMode", "client"));
    settings.transfer().run().maxDuration().ifPresent(termination::endAfter);
    Configuration configuration = configuration(command, conf);
    InputStream in = StandardInput.open();
    SummaryFile file = checked(command, configuration);
    StreamJob job = new StreamJob(configuration, settings, in, termination.end(), machine);
    try (RunStatus status =
        RunStatus.begin(settings.transfer(), console(command), configuration, machine)) {
      return tell(job.run(status), file, status::ended, lastLine, termination.end());
    }
  }

  /** Without a SparkContext, since nothing is given to executors: it takes seconds to start. */
  private static ExitCode sweep(
      SweepCommand command,
      SweepSettings settings,
      LastLine lastLine,
      Termination termination,
      Machine machine)
      throws IOException {
    Configuration configuration = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    SummaryFile file = checked(command, configuration);
    SweepJob job =
        new SweepJob(configuration, settings, machine, termination.end(), console(command));
    return tell(job.run(), file, written -> {}, lastLine, termination.end());
  }

  /** Without a SparkContext too. */
  private static ExitCode read(
      ReadingCommand command, LastLine lastLine, EarlyEnd end, Machine machine) throws IOException {
    Function<Configuration, Summary> work = command.work(end, machine);
    Configuration configuration = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    SummaryFile none = checked(command, configuration);
    return tell(work.apply(configuration), none, written -> {}, lastLine, end);
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
    return SummaryFile.open(command.summaryPath(), configuration, attempt());
  }

  private static ExitCode tell(
      Summary summary,
      SummaryFile file,
      Consumer<Summary> status,
      LastLine lastLine,
      EarlyEnd end) {
    end.over();
    Summary written = file.write(summary);
    status.accept(written);
    written
        .problem()
        .ifPresent(problem -> System.err.println("bucket-copy: " + Printable.of(problem)));
    return lastLine.write(written);
  }
}
