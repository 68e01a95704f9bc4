package org.bucketcopy.job.options;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes with its unit: {@code 64MiB}, {@code 5GB}, {@code 1024B}. A bare number is
 * refused, since nobody can know whether it meant bytes or mebibytes.
 *
 * @param bytes the number of bytes
 */
public record ByteSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d+) ?([A-Za-z]*)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "b", 1L,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "tb", 1_000_000_000_000L,
          "kib", 1L << 10,
          "mib", 1L << 20,
          "gib", 1L << 30,
          "tib", 1L << 40);

  /** Reads one from the command line. */
  public static final class Converter implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String text) {
      Matcher form = FORM.matcher(text.strip());
      if (!form.matches()) {
        throw new TypeConversionException("\"" + text + "\" is no size; write one like 64MiB");
      }
      Long unit = UNITS.get(form.group(2).toLowerCase(Locale.ROOT));
      if (unit == null) {
        throw new TypeConversionException(
            "\"" + text + "\" needs a unit: B, KiB, MiB, GiB, TiB or KB, MB, GB, TB, as in 64MiB");
      }
      try {
        return new ByteSize(Math.multiplyExact(Long.parseLong(form.group(1)), unit));
      } catch (ArithmeticException | NumberFormatException e) {
        throw new TypeConversionException("\"" + text + "\" is larger than any object can be");
      }
    }
  }
}
