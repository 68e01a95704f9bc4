package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.stores.s3.FrequentCalls.ListingAnswer;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Reads one page of a listing. */
final class ListingReader {
  private static final int MILLIS = 1000;
  private static final int DECIMAL = 10;

  private final List<ListedEntry> entries = new ArrayList<>();
  private Optional<Boolean> truncated = Optional.empty();
  private Optional<String> continuation = Optional.empty();
  private boolean encoded;

  private Optional<String> key = Optional.empty();
  private Optional<String> etag = Optional.empty();
  private Optional<Long> size = Optional.empty();
  private Optional<Long> lastModified = Optional.empty();
  private Optional<String> storageClass = Optional.empty();

  private ListingReader() {}

  /**
   * @throws SdkClientException if {@code document} is no XML, or a number or a time in it is none
   */
  static ListingAnswer read(String document) {
    try {
      ListingReader reader = new ListingReader();
      XmlReader xml = new XmlReader(document);
      while (xml.next()) {
        if (xml.depth() == 2) {
          reader.takeOfPage(xml);
        } else if (xml.depth() == 3) {
          reader.takeOfEntry(xml);
        }
      }
      return reader.answer();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw SdkClientException.create("the listing cannot be read", e);
    }
  }

  private void takeOfPage(XmlReader xml) {
    switch (xml.name()) {
      case "Contents" -> {
        entries.add(new ListedEntry(key, etag, size, lastModified, storageClass));
        key = Optional.empty();
        etag = Optional.empty();
        size = Optional.empty();
        lastModified = Optional.empty();
        storageClass = Optional.empty();
      }
      case "IsTruncated" -> truncated = Optional.of(Boolean.valueOf(xml.text()));
      case "NextContinuationToken" -> continuation = S3Metadata.present(xml.text());
      case "EncodingType" -> encoded = xml.text().equals("url");
      default -> {}
    }
  }

  private void takeOfEntry(XmlReader xml) {
    switch (xml.name()) {
      case "Key" -> key = Optional.of(xml.text());
      case "ETag" -> etag = Optional.of(xml.text());
      case "Size" -> size = Optional.of(Long.valueOf(xml.text()));
      case "LastModified" -> lastModified = Optional.of(epochMillis(xml.text()));
      case "StorageClass" -> storageClass = S3Metadata.present(xml.text());
      default -> {}
    }
  }

  /** {@link Instant#parse} takes most of the time that a page takes. */
  private static long epochMillis(String time) {
    if (time.length() != "2025-01-01T00:00:00.000Z".length() || !time.endsWith("Z")) {
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

  private static int number(String time, int start, int end) {
    return Integer.parseInt(time, start, end, DECIMAL);
  }

  private ListingAnswer answer() {
    if (encoded) {
      entries.replaceAll(entry -> entry.withKey(entry.key().map(ListingReader::decoded)));
    }
    return new ListingAnswer(entries, truncated, continuation);
  }

  private static String decoded(String key) {
    return key.indexOf('%') < 0 && key.indexOf('+') < 0 ? key : URLDecoder.decode(key, UTF_8);
  }
}
