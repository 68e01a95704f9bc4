package org.bucketcopy.job.servers.bos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.ListingQuirks;

/**
 * A request as it came.
 *
 * @param method {@code GET} and the like
 * @param rawPath the path, percent-encoded as it was sent
 * @param query the parameters, decoded; one without a value has the empty one
 * @param headers by names in lower case
 * @param body all of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpRequest(
    String method,
    String rawPath,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  /** The next request on a connection, without its body; empty if the client has closed it. */
  static Optional<HttpRequest> head(InputStream in) throws IOException {
    String start = line(in);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    String[] words = start.split(" ", 3);
    int mark = words[1].indexOf('?');
    String path = mark < 0 ? words[1] : words[1].substring(0, mark);
    Map<String, String> headers = headers(in);
    return Optional.of(
        new HttpRequest(
            words[0],
            path,
            query(mark < 0 ? "" : words[1].substring(mark + 1)),
            headers,
            new byte[0]));
  }

  /** Length of its body as its head tells. */
  int length() {
    return Integer.parseInt(headers.getOrDefault("content-length", "0"));
  }

  /** The same with the body that comes after its head. */
  HttpRequest whole(InputStream in) throws IOException {
    byte[] read = in.readNBytes(length());
    if (read.length < length()) {
      throw new EOFException("the request's body is cut short");
    }
    return with(read);
  }

  /** The same with another body. */
  HttpRequest with(byte[] other) {
    return new HttpRequest(method, rawPath, query, headers, other);
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.put(name, line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String parameter : text.split("&", -1)) {
      if (!parameter.isEmpty()) {
        String[] sides = parameter.split("=", 2);
        query.put(HttpText.decoded(sides[0]), sides.length == 2 ? HttpText.decoded(sides[1]) : "");
      }
    }
    return query;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  boolean has(String parameter) {
    return query.containsKey(parameter);
  }

  /** The same for a server that does not heed all parameters of a listing. */
  HttpRequest heeded(ListingQuirks quirks) {
    return new HttpRequest(method, rawPath, quirks.heeded(query), headers, body);
  }

  /** The same with another value of a header. */
  HttpRequest with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpRequest(method, rawPath, query, ImmutableMap.copyOf(more), body);
  }

  /** The same without one of its headers. */
  HttpRequest without(String header) {
    Map<String, String> fewer = new LinkedHashMap<>(headers);
    fewer.remove(header);
    return new HttpRequest(method, rawPath, query, ImmutableMap.copyOf(fewer), body);
  }
}
