package org.bucketcopy.job.stores.listing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/** The {@code Date} of an answer: what time it is by the store's clock, to the second. */
public final class HttpDate {
  private HttpDate() {}

  /** Epoch milliseconds; empty if there is no such header or it cannot be read. */
  public static OptionalLong parse(Optional<String> header) {
    try {
      return header
          .map(DateTimeFormatter.RFC_1123_DATE_TIME::parse)
          .map(Instant::from)
          .map(date -> OptionalLong.of(date.toEpochMilli()))
          .orElse(OptionalLong.empty());
    } catch (DateTimeException unreadable) {
      return OptionalLong.empty();
    }
  }
}
