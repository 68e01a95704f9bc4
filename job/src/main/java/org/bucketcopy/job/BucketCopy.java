package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.bucketcopy.job.lifecycle.DriverEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.LastLine;
import org.bucketcopy.job.lifecycle.PathException;
import org.bucketcopy.job.lifecycle.Termination;
import org.bucketcopy.job.lifecycle.YarnAttempt;
import org.bucketcopy.job.options.CheckCommand;
import org.bucketcopy.job.options.CopyCommand;
import org.bucketcopy.job.options.ExposedSecrets;
import org.bucketcopy.job.options.MangledText;
import org.bucketcopy.job.options.ReportCommand;
import org.bucketcopy.job.options.StatusCommand;
import org.bucketcopy.job.options.SweepCommand;
import org.bucketcopy.job.options.UploadCommand;
import org.bucketcopy.job.options.VerifyCommand;
import org.bucketcopy.job.run.SparkStart;
import org.bucketcopy.job.stores.registry.LibraryLoggers;
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
    versionProvider = Version.class,
    subcommands = {
      CopyCommand.class,
      UploadCommand.class,
      VerifyCommand.class,
      CheckCommand.class,
      SweepCommand.class,
      StatusCommand.class,
      ReportCommand.class
    })
public final class BucketCopy {
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--help", usageHelp = true, description = "Show the commands.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  private boolean version;

  private BucketCopy() {}

  /**
   * Runs the command and hands its {@link ExitCode} on.
   *
   * @throws Exception as in {@link DriverEnd#leave}
   */
  public static void main(String[] arguments) throws Exception {
    DriverEnd.leave(run(arguments), attempt());
  }

  static Optional<YarnAttempt> attempt() {
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
            commands, "a command is needed: copy, upload, verify, check, sweep, status or report");
      }
      MangledText.ofThisProcess().refuse(parsed.subcommand());
      ExposedSecrets.ofThisProcess(sparkSettings()).refuse(parsed.subcommand());
      return new CommandRun(spark, lastLine, termination, machine)
          .run(parsed.subcommand().commandSpec().userObject());
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

  private static Map<String, String> sparkSettings() {
    return Arrays.stream(new SparkConf().getAll())
        .collect(Collectors.toMap(Tuple2::_1, Tuple2::_2));
  }

  private static ExitCode refused(LastLine lastLine, Cause cause) {
    System.err.println("bucket-copy: " + cause.message());
    return lastLine.write(cause.status(), cause.message());
  }
}
