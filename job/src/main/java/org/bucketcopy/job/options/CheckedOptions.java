package org.bucketcopy.job.options;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Tells users of options that make no sense as of any other mistake on the command line. */
final class CheckedOptions {
  private CheckedOptions() {}

  /**
   * What {@code options} makes of the command line.
   *
   * @throws ParameterException in place of {@link IllegalArgumentException}
   */
  static <T> T of(CommandSpec spec, Supplier<T> options) {
    try {
      return options.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Runs what has no result.
   *
   * @throws ParameterException as {@link #of}
   */
  static void run(CommandSpec spec, Runnable options) {
    of(
        spec,
        () -> {
          options.run();
          return options;
        });
  }
}
