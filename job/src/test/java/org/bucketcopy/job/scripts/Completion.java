package org.bucketcopy.job.scripts;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bucketcopy.job.BucketCopy;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Bash's completion of the script: commands and options as the application declares them, and what
 * the script takes before the command.
 */
public final class Completion {
  /** Options of spark-submit that people write by hand. */
  static final ImmutableList<String> OF_SPARK_SUBMIT =
      ImmutableList.of(
          "--master",
          "--deploy-mode",
          "--name",
          "--conf",
          "--driver-memory",
          "--executor-memory",
          "--executor-cores",
          "--num-executors",
          "--total-executor-cores",
          "--queue",
          "--packages");

  /** Those of them that take files. */
  static final ImmutableList<String> FILES_OF_SPARK_SUBMIT =
      ImmutableList.of("--properties-file", "--jars", "--files");

  private Completion() {}

  /** Writes the completion into the file that is the only argument. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), text());
  }

  static String text() {
    CommandLine commands = new CommandLine(BucketCopy.class);
    CommandSpec spec = commands.getCommandSpec();
    OF_SPARK_SUBMIT.forEach(name -> spec.addOption(OptionSpec.builder(name).arity("1").build()));
    FILES_OF_SPARK_SUBMIT.forEach(
        name -> spec.addOption(OptionSpec.builder(name).type(Path.class).build()));
    commands.addSubcommand("demo", CommandSpec.create().name("demo"));
    return AutoComplete.bash("bucket-copy", commands);
  }
}
