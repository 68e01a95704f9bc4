package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.bucketcopy.job.servers.ListingQuirks;

/**
 * The part of a request's target behind the question mark, read only where it is asked for.
 *
 * @param text still encoded
 */
record Query(String text) {
  private static final ImmutableList<String> MOST =
      ImmutableList.of("max-keys", "max-parts", "max-uploads");

  /** Whether a parameter is there, with or without a value. */
  boolean has(String name) {
    return find(name) >= 0;
  }

  /** The value of a parameter, one character per byte; empty text if it has none. */
  Optional<String> octets(String name) {
    int at = find(name);
    if (at < 0) {
      return Optional.empty();
    }
    int start = at + name.length() + 1;
    int end = text.indexOf('&', at);
    return Optional.of(
        start >= text.length() || text.charAt(start - 1) != '='
            ? ""
            : Percent.decodeQuery(text.substring(start, end < 0 ? text.length() : end)));
  }

  /**
   * The number that a parameter gives.
   *
   * @throws Refusal with InvalidArgument if it is no number from 0 on
   */
  int number(String name, int otherwise) {
    Optional<String> value = octets(name).filter(digits -> !digits.isEmpty());
    if (value.isEmpty()) {
      return otherwise;
    }
    String digits = value.get();
    if (digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new Refusal(S3Error.INVALID_ARGUMENT);
    }
    return Integer.parseInt(digits);
  }

  /** The same without the parameters that a server does not heed. */
  Query heeded(ListingQuirks quirks) {
    StringJoiner heeded = new StringJoiner("&");
    quirks
        .pageSize()
        .ifPresent(most -> MOST.forEach(parameter -> heeded.add(parameter + '=' + most)));
    for (String parameter : Splitter.on('&').split(text)) {
      int equals = parameter.indexOf('=');
      if (!quirks.ignores(equals < 0 ? parameter : parameter.substring(0, equals))) {
        heeded.add(parameter);
      }
    }
    return new Query(heeded.toString());
  }

  /** All parameters, decoded, in their order. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : Splitter.on('&').omitEmptyStrings().split(text)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      parameters.put(decoded(name), decoded(value));
    }
    return parameters;
  }

  private static String decoded(String encoded) {
    return new String(Percent.decodeQuery(encoded).getBytes(ISO_8859_1), UTF_8);
  }

  private int find(String name) {
    int at = 0;
    while (at <= text.length()) {
      int ampersand = text.indexOf('&', at);
      int end = ampersand < 0 ? text.length() : ampersand;
      int after = at + name.length();
      if (text.startsWith(name, at) && (after == end || text.charAt(after) == '=')) {
        return at;
      }
      at = end + 1;
    }
    return -1;
  }
}
