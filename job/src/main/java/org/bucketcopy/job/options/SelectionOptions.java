package org.bucketcopy.job.options;

import java.util.List;
import java.util.Map;
import org.bucketcopy.job.run.Selection;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.IfExists;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which entries of a source are transferred. */
final class SelectionOptions {
  @Mixin private FilterOptions filters = new FilterOptions();

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

  @Mixin private CompareOptions compare = new CompareOptions();

  /**
   * What the options say.
   *
   * @param etags what is wanted of the ETags of copies
   * @throws IllegalArgumentException as {@link FilterOptions#filter}, or if options contradict each
   *     other
   */
  Selection selection(EtagRule etags) {
    return new Selection(filters.filter(), ifExists, compare.rule(ifExists, etags));
  }

  /** What counts as being there already, if that is said, as a user writes it. */
  Map<String, String> compared() {
    return compare.planOptions();
  }

  /**
   * Refuses what makes no sense of files.
   *
   * @throws IllegalArgumentException if there is such a thing
   */
  void checkForFiles() {
    compare.checkForFiles();
  }

  /** Those that say what is left out. */
  FilterOptions filters() {
    return filters;
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
