package org.bucketcopy.job.report;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where people are shown what goes on, and how.
 *
 * @param err standard error
 * @param mode how far a command is
 * @param columns the width of the terminal
 */
public record Console(PrintStream err, ProgressMode mode, int columns) {
  /** Environment variable for the width of the terminal that standard error is; Java cannot see. */
  private static final String TERMINAL = "BUCKET_COPY_TERMINAL";

  private static final int USUAL_COLUMNS = 80;

  public Console {
    checkArgument(columns >= 1, "no terminal: %s columns", columns);
  }

  /**
   * That of a process.
   *
   * @param err its standard error
   * @param wanted what the user has asked for; otherwise a bar where there is a terminal, and plain
   *     lines where there is none
   * @param environment its environment
   */
  public static Console of(
      PrintStream err, Optional<ProgressMode> wanted, Map<String, String> environment) {
    OptionalInt columns = columns(environment.getOrDefault(TERMINAL, ""));
    return new Console(
        err,
        wanted.orElse(columns.isPresent() ? ProgressMode.BAR : ProgressMode.PLAIN),
        columns.orElse(USUAL_COLUMNS));
  }

  private static OptionalInt columns(String text) {
    return text.matches("[1-9][0-9]{0,4}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
