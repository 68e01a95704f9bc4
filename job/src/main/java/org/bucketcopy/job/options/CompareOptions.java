package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.plan.CompareRule;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.IfExists;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What counts as being at the destination already. */
final class CompareOptions {
  static final String NAME = "--compare";

  /** As a user writes them, in the order in which messages name them. */
  private static final Map<String, CompareRule> RULES =
      ImmutableMap.of(
          "size", CompareRule.SIZE,
          "size,mtime", CompareRule.SIZE_AND_TIME,
          "etag", CompareRule.ETAG);

  @Option(
      names = NAME,
      paramLabel = "size|size,mtime|etag",
      converter = RuleConverter.class,
      description =
          "For --if-exists skip: leave an object that is there if it has the same size; the same"
              + " size and a later time; or the same size and ETag, which files do not have"
              + " (default: the same size, and either the same ETag or a later time).")
  private Optional<CompareRule> rule = Optional.empty();

  /**
   * What the option says.
   *
   * @param ifExists what is done with an object that is there
   * @param etags what is wanted of the ETags of copies
   * @throws IllegalArgumentException if it contradicts these
   */
  CompareRule rule(IfExists ifExists, EtagRule etags) {
    checkArgument(
        rule.isEmpty() || ifExists == IfExists.SKIP,
        "%s is for --if-exists skip: nothing else is compared",
        NAME);
    checkArgument(
        rule.isEmpty() || etags != EtagRule.REQUIRED || rule.orElseThrow() == CompareRule.ETAG,
        "--keep-etag required compares ETags, and %s something else",
        NAME);
    return rule.orElse(CompareRule.ETAG_OR_TIME).where(etags);
  }

  /** The option if it is given, as a user writes it: a run is resumed under the same. */
  Map<String, String> planOptions() {
    return rule.stream()
        .flatMap(given -> RULES.entrySet().stream().filter(one -> one.getValue() == given))
        .collect(ImmutableMap.toImmutableMap(one -> NAME, Map.Entry::getKey));
  }

  private static final class RuleConverter implements ITypeConverter<CompareRule> {
    @Override
    public CompareRule convert(String text) {
      return Optional.ofNullable(RULES.get(text))
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      '"' + text + "\" is none of " + String.join(" | ", RULES.keySet())));
    }
  }
}
