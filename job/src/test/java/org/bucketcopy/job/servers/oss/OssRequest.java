package org.bucketcopy.job.servers.oss;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bucketcopy.job.servers.ListingQuirks;

/**
 * A request in path style.
 *
 * @param method HTTP method
 * @param bucket bucket's name, decoded
 * @param key object's key, decoded; empty for the bucket itself
 * @param query parameters, decoded
 * @param rawQuery parameters as they came
 * @param headers headers by lower-case name
 * @param content body
 */
public record OssRequest(
    String method,
    String bucket,
    String key,
    Map<String, String> query,
    String rawQuery,
    Map<String, String> headers,
    Content content) {

  static OssRequest of(HttpExchange exchange) throws IOException {
    return head(exchange).with(Content.of(exchange.getRequestBody().readAllBytes()));
  }

  /** A request whose body was not read yet. */
  static OssRequest head(HttpExchange exchange) {
    String path = exchange.getRequestURI().getRawPath().substring(1);
    int slash = path.indexOf('/');
    String rawQuery = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new OssRequest(
        exchange.getRequestMethod(),
        OssEncoding.decode(slash < 0 ? path : path.substring(0, slash)),
        OssEncoding.decode(slash < 0 ? "" : path.substring(slash + 1)),
        query(rawQuery),
        rawQuery,
        headers,
        Content.of(new byte[0]));
  }

  /** The same with another body. */
  OssRequest with(Content other) {
    return new OssRequest(method, bucket, key, query, rawQuery, headers, other);
  }

  private static Map<String, String> query(String rawQuery) {
    ImmutableMap.Builder<String, String> query = ImmutableMap.builder();
    for (String parameter : Splitter.on('&').omitEmptyStrings().split(rawQuery)) {
      int equals = parameter.indexOf('=');
      query.put(
          OssEncoding.decode(equals < 0 ? parameter : parameter.substring(0, equals)),
          OssEncoding.decode(equals < 0 ? "" : parameter.substring(equals + 1)));
    }
    return query.buildKeepingLast();
  }

  /** The body as text. */
  public String body() {
    return new String(content.bytes(), UTF_8);
  }

  boolean has(String parameter) {
    return query.containsKey(parameter);
  }

  String parameter(String name) {
    return Optional.ofNullable(query.get(name)).orElse("");
  }

  /** A number in the query, between 1 and {@code most}. */
  int count(String name, int most) {
    if (!has(name)) {
      return Math.min(100, most);
    }
    int count = number(name);
    if (count < 1 || count > 1000) {
      throw OssRefusal.invalidArgument(name + " must be between 1 and 1000");
    }
    return Math.min(count, most);
  }

  int number(String name) {
    try {
      return Integer.parseInt(parameter(name));
    } catch (NumberFormatException wrong) {
      throw OssRefusal.invalidArgument(name + " must be a number");
    }
  }

  /** A header of the request, by its name in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The same without one of its headers. */
  OssRequest without(String header) {
    Map<String, String> fewer = new TreeMap<>(headers);
    fewer.remove(header);
    return new OssRequest(method, bucket, key, query, rawQuery, fewer, content);
  }

  /** The same for a server that does not heed all parameters of a listing. */
  OssRequest heeded(ListingQuirks quirks) {
    return new OssRequest(method, bucket, key, quirks.heeded(query), rawQuery, headers, content);
  }

  /** The same with one of its headers set. */
  OssRequest withHeader(String header, String value) {
    Map<String, String> changed = new TreeMap<>(headers);
    changed.put(header, value);
    return new OssRequest(method, bucket, key, query, rawQuery, changed, content);
  }

  void checkDigest() {
    String digest = Base64.getEncoder().encodeToString(Content.md5Digest().digest(content.bytes()));
    if (header("content-md5").filter(given -> !given.equals(digest)).isPresent()) {
      throw new OssRefusal(400, "InvalidDigest", "The Content-MD5 you specified is invalid.");
    }
  }
}
