package org.bucketcopy.job.options;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.run.Selection;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectFilter;
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

  @Option(
      names = "--last",
      paramLabel = "GLOB",
      description =
          "What matches, only once all else is in, and only if nothing has failed; repeatable. Such"
              + " as _SUCCESS, or the metadata of a table.")
  private List<String> last = List.of();

  @Mixin private CompareOptions compare = new CompareOptions();

  /**
   * What the options say.
   *
   * @param etags what is wanted of the ETags of copies
   * @throws IllegalArgumentException as {@link FilterOptions#filter}, or if options contradict each
   *     other
   */
  Selection selection(EtagRule etags) {
    return new Selection(
        filters.filter(),
        ifExists,
        compare.rule(ifExists, etags),
        last.isEmpty() ? Optional.empty() : Optional.of(ObjectFilter.of(last, List.of())));
  }

  /** Those that are given beside the filters, as a user writes them. */
  Map<String, String> planOptions() {
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    options.put("--if-exists", Choice.word(ifExists)).putAll(compare.planOptions());
    if (!last.isEmpty()) {
      options.put("--last", String.join(" ", last));
    }
    return options.buildOrThrow();
  }

  /** Those that say what is left out. */
  FilterOptions filters() {
    return filters;
  }

  private static final class IfExistsConverter extends Choice<IfExists> {
    IfExistsConverter() {
      super(List.of(IfExists.SKIP, IfExists.OVERWRITE, IfExists.FAIL));
    }
  }
}
