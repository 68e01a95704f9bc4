package org.bucketcopy.job.stores.listing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as listings write them: ISO 8601. */
final class ListedTime {
  private static final String USUAL = "2025-01-01T00:00:00.000Z";
  private static final int MILLIS = 1000;
  private static final int DECIMAL = 10;

  private ListedTime() {}

  /** Epoch milliseconds; empty if {@code text} is no time. */
  static Optional<Long> parse(String text) {
    try {
      return Optional.of(epochMillis(text));
    } catch (DateTimeException | NumberFormatException | ArithmeticException noTime) {
      return Optional.empty();
    }
  }

  /** {@link Instant#parse} takes most of the time that a page takes. */
  private static long epochMillis(String time) {
    if (!isUsual(time)) {
      return Instant.parse(time).toEpochMilli();
    }
    LocalDateTime second =
        LocalDateTime.of(
            number(time, 0, 4),
            number(time, 5, 7),
            number(time, 8, 10),
            number(time, 11, 13),
            number(time, 14, 16),
            number(time, 17, 19));
    return second.toEpochSecond(ZoneOffset.UTC) * MILLIS + number(time, 20, 23);
  }

  private static boolean isUsual(String time) {
    if (time.length() != USUAL.length()) {
      return false;
    }
    for (int i = 0; i < USUAL.length(); i++) {
      char usual = USUAL.charAt(i);
      char given = time.charAt(i);
      boolean digit = '0' <= usual && usual <= '9';
      if (digit ? given < '0' || given > '9' : given != usual) {
        return false;
      }
    }
    return true;
  }

  private static int number(String time, int start, int end) {
    return Integer.parseInt(time, start, end, DECIMAL);
  }
}
