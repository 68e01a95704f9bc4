package org.bucketcopy.job;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.serializer.KryoSerializer;
import org.bucketcopy.job.copy.CopyJob;
import org.bucketcopy.job.copy.CopySettings;
import org.bucketcopy.job.copy.CopySummary;
import org.bucketcopy.job.copy.SparkStart;
import org.bucketcopy.job.dispatch.CopyPlugin;
import org.bucketcopy.job.ending.ExitCode;
import org.bucketcopy.job.ending.Summary;
import org.bucketcopy.job.ending.Termination;
import org.bucketcopy.job.options.CopyCommand;
import org.bucketcopy.job.options.SweepCommand;
import org.bucketcopy.job.sweep.SweepJob;
import org.bucketcopy.job.sweep.SweepSettings;
import org.bucketcopy.job.sweep.SweepSummary;
import org.bucketcopy.job.wire.WireRegistrator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The application that spark-submit runs. Standard output gets one line, the summary, at the end;
 * everything else goes to standard error.
 */
@Command(
    name = "bucket-copy",
    description = "Copies buckets on Apache Spark by server-side multipart copy.",
    subcommands = {CopyCommand.class, SweepCommand.class})
public final class BucketCopy {
  private static final String REDACTION =
      "(?i)secret|password|token|access[.]?key|encryption[.]key|credential";

  private BucketCopy() {}

  /** Runs the command and ends the process with an {@link ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(run(arguments).number());
  }

  static ExitCode run(String... arguments) {
    CommandLine commands = new CommandLine(new BucketCopy());
    try {
      ParseResult parsed = commands.parseArgs(arguments);
      if (CommandLine.printHelpIfRequested(parsed)) {
        return ExitCode.OK;
      }
      if (!parsed.hasSubcommand()) {
        throw new ParameterException(commands, "a command is needed: copy or sweep");
      }
      Object command = parsed.subcommand().commandSpec().userObject();
      if (command instanceof SweepCommand sweep) {
        return sweep(sweep, sweep.settings());
      }
      CopyCommand copy = (CopyCommand) command;
      return copy(copy, copy.settings());
    } catch (ParameterException e) {
      System.err.println("bucket-copy: " + e.getMessage());
      System.err.println("bucket-copy: --help after a command shows its options");
      return ExitCode.USAGE;
    }
  }

  private static ExitCode copy(CopyCommand command, CopySettings settings) {
    SparkConf conf = sparkConf(settings);
    command.storeSettings().forEach((name, value) -> conf.set("spark.hadoop." + name, value));
    Configuration configuration = SparkHadoopUtil.get().newConfiguration(conf);
    try (SparkStart spark = SparkStart.begin(conf);
        Termination termination = Termination.ofThisThread()) {
      CopySummary summary = new CopyJob(configuration, spark, settings, termination.end()).run();
      return tell(summary, command.summaryPath(), configuration);
    }
  }

  /** Without a SparkContext, since nothing is given to executors: it takes seconds to start. */
  private static ExitCode sweep(SweepCommand command, SweepSettings settings) {
    Configuration configuration = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    try (Termination termination = Termination.ofThisThread()) {
      SweepSummary summary =
          new SweepJob(configuration, settings, Clock.systemUTC(), termination.end(), System.err)
              .run();
      return tell(summary, command.summaryPath(), configuration);
    }
  }

  private static ExitCode tell(
      Summary summary, Optional<String> summaryPath, Configuration configuration) {
    summary.problem().ifPresent(problem -> System.err.println("bucket-copy: " + problem));
    try {
      if (summaryPath.isPresent()) {
        write(summary, summaryPath.orElseThrow(), configuration);
      }
    } catch (IOException e) {
      System.err.println("bucket-copy: the summary could not be written: " + e.getMessage());
      return ExitCode.COULD_NOT_RUN;
    }
    System.out.println(summary.toJson());
    return summary.exitCode();
  }

  /** What the job needs of Spark, set here so that a plain spark-submit of the jar is enough. */
  static SparkConf sparkConf(CopySettings settings) {
    SparkConf conf = new SparkConf();
    String plugins = conf.get("spark.plugins", "");
    String plugin = CopyPlugin.class.getName();
    if (!plugins.contains(plugin)) {
      conf.set("spark.plugins", plugins.isEmpty() ? plugin : plugins + "," + plugin);
    }
    conf.setIfMissing("spark.app.name", "bucket-copy " + settings.source());
    conf.set("spark.serializer", KryoSerializer.class.getName());
    conf.set("spark.kryo.registrationRequired", "true");
    conf.set("spark.kryo.registrator", WireRegistrator.class.getName());
    conf.setIfMissing("spark.redaction.regex", REDACTION);
    // A pump is killed only with its executor, and its work is given to another one.
    conf.setIfMissing("spark.task.maxFailures", "1000");
    conf.set("spark.speculation", "false");
    return conf;
  }

  private static void write(Summary summary, String file, Configuration configuration)
      throws IOException {
    Path path = new Path(file);
    try (OutputStream out = path.getFileSystem(configuration).create(path, true)) {
      out.write((summary.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
