package org.bucketcopy.job.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time with its unit: {@code 45s}, {@code 90m}, {@code 12h}, {@code 7d}. A bare number
 * is refused, and so are capitals, since {@code M} could be a month.
 *
 * @param duration the length; a day has 24 hours
 */
public record TimeSpan(Duration duration) {
  private static final Pattern FORM = Pattern.compile("(\\d+) ?([A-Za-z]*)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  /** Of a number; even that many days are a duration that can be computed with. */
  private static final int MAX_DIGITS = 9;

  /** Reads one from the command line. */
  public static final class Converter implements ITypeConverter<TimeSpan> {
    @Override
    public TimeSpan convert(String text) {
      Matcher form = FORM.matcher(text.strip());
      if (!form.matches()) {
        throw new TypeConversionException("\"" + text + "\" is no time span; write one like 12h");
      }
      ChronoUnit unit =
          Optional.ofNullable(UNITS.get(form.group(2)))
              .orElseThrow(
                  () ->
                      new TypeConversionException(
                          "\"" + text + "\" needs a unit: s, m (minutes), h or d, as in 12h"));
      if (form.group(1).length() > MAX_DIGITS) {
        throw new TypeConversionException("\"" + text + "\" is longer than it can be meant");
      }
      return new TimeSpan(Duration.of(Long.parseLong(form.group(1)), unit));
    }
  }
}
