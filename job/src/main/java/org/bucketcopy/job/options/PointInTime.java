package org.bucketcopy.job.options;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.bucketcopy.planner.plan.TimeLimits;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time, as users write it. */
sealed interface PointInTime {
  /** What it is for a run that starts then. */
  TimeLimits.Limit startedAt(Instant start);

  /** The same text for all ways to write it. */
  String text();

  /** An age at the start of the run: {@code 36h}, {@code 7d}. */
  record Age(Duration duration) implements PointInTime {
    @Override
    public TimeLimits.Limit startedAt(Instant start) {
      return new TimeLimits.Age(duration, start);
    }

    @Override
    public String text() {
      return duration.toSeconds() + "s";
    }
  }

  /** A time with its offset, as in RFC 3339: {@code 2026-01-31T00:00:00Z}. */
  record Time(Instant instant) implements PointInTime {
    @Override
    public TimeLimits.Limit startedAt(Instant start) {
      return new TimeLimits.Time(instant);
    }

    @Override
    public String text() {
      return instant.toString();
    }
  }

  /** Reads one from the command line. */
  final class Converter implements ITypeConverter<PointInTime> {
    @Override
    public PointInTime convert(String text) {
      Optional<Instant> time = time(text.strip());
      if (time.isPresent()) {
        return new Time(time.orElseThrow());
      }
      try {
        return new Age(new TimeSpan.Converter().convert(text).duration());
      } catch (TypeConversionException noAge) {
        throw new TypeConversionException(
            "\""
                + text
                + "\" is neither an age, such as 36h or 7d, nor a time with its offset, such"
                + " as 2026-01-31T00:00:00Z or 2026-01-31T08:00:00+08:00");
      }
    }

    private static Optional<Instant> time(String text) {
      try {
        return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
      } catch (DateTimeParseException noTime) {
        return Optional.empty();
      }
    }
  }
}
