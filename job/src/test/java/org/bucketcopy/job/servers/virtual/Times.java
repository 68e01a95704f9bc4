package org.bucketcopy.job.servers.virtual;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as S3 writes them. */
final class Times {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'.000Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String LONG_AGO = HTTP.format(StoredObject.LONG_AGO);

  private Times() {}

  /** As in XML. */
  static String iso(Instant time) {
    return ISO.format(time);
  }

  /** As in a header. */
  static String http(Instant time) {
    return time.equals(StoredObject.LONG_AGO) ? LONG_AGO : HTTP.format(time);
  }
}
