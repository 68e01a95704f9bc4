package org.bucketcopy.job.options;

import java.util.List;
import org.bucketcopy.job.run.Selection;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectFilter;
import picocli.CommandLine.Option;

/** Which entries of a source are transferred. */
final class SelectionOptions {
  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description =
          "Only what matches, below the source; repeatable. * stops at /, ** does"
              + " not; ? [a-z] {a,b} and \\ are as in rclone; a leading / ties the pattern to the"
              + " prefix.")
  private List<String> includes = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Leave out what matches, even if included; repeatable.")
  private List<String> excludes = List.of();

  @Option(
      names = "--if-exists",
      paramLabel = "skip|overwrite|fail",
      converter = IfExistsConverter.class,
      defaultValue = "skip",
      description =
          "What to do with an object that is there: skip it if it has the same size and the same"
              + " ETag or is not older, and overwrite it otherwise; always overwrite; or fail"
              + " (default: ${DEFAULT-VALUE}).")
  private IfExists ifExists;

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException if a pattern is wrong
   */
  Selection selection() {
    return new Selection(ObjectFilter.of(includes, excludes), ifExists);
  }

  /** The patterns of {@code --include}, as a user writes them. */
  String includes() {
    return String.join(" ", includes);
  }

  /** The patterns of {@code --exclude}, as a user writes them. */
  String excludes() {
    return String.join(" ", excludes);
  }

  /** The word of {@code --if-exists}. */
  String ifExists() {
    return Choice.word(ifExists);
  }

  private static final class IfExistsConverter extends Choice<IfExists> {
    IfExistsConverter() {
      super(List.of(IfExists.SKIP, IfExists.OVERWRITE, IfExists.FAIL));
    }
  }
}
