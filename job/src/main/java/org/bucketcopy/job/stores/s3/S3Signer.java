package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Signs requests in their headers by AWS Signature Version 4. The key that follows from the login,
 * the day and the region is derived once. Thread-safe.
 */
final class S3Signer {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final int DATE_LENGTH = 8;
  private static final CharMatcher SPACE = CharMatcher.is(' ');
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Signs the requests of a login on a day, in a region. */
  private record Key(AwsCredentials login, String date, HashFunction hmac) {
    static Key derive(AwsCredentials login, String date, String region) {
      byte[] key = ("AWS4" + login.secretAccessKey()).getBytes(UTF_8);
      for (String step : new String[] {date, region, "s3", "aws4_request"}) {
        key = Hashing.hmacSha256(key).hashString(step, UTF_8).asBytes();
      }
      return new Key(login, date, Hashing.hmacSha256(key));
    }

    boolean isOf(AwsCredentials other, String day) {
      return date.equals(day) && login.equals(other);
    }
  }

  private final Map<String, Key> lastKeys = new ConcurrentHashMap<>();

  /**
   * The headers of {@code request} with those that sign it.
   *
   * @param login signs nothing if it is that of nobody
   */
  SortedMap<String, String> signed(
      AwsCredentials login, S3Request request, S3Address address, Instant now) {
    SortedMap<String, String> headers = new TreeMap<>(request.headers());
    if (login.accessKeyId() == null) {
      return headers;
    }
    String time = TIME.format(now);
    headers.put("host", address.authority());
    headers.put("x-amz-content-sha256", UNSIGNED);
    headers.put("x-amz-date", time);
    if (login instanceof AwsSessionCredentials temporary) {
      headers.put("x-amz-security-token", temporary.sessionToken());
    }
    headers.put("authorization", authorization(request, address, headers, login, time));
    return headers;
  }

  private String authorization(
      S3Request request,
      S3Address address,
      SortedMap<String, String> headers,
      AwsCredentials login,
      String time) {
    String date = time.substring(0, DATE_LENGTH);
    String scope = date + "/" + address.region() + "/s3/aws4_request";
    String names = String.join(";", headers.keySet());
    String hash =
        Hashing.sha256().hashString(canonical(request, address, headers, names), UTF_8).toString();
    String text = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hash;
    return ALGORITHM
        + " Credential="
        + login.accessKeyId()
        + "/"
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + key(login, date, address.region()).hmac().hashString(text, UTF_8);
  }

  private static String canonical(
      S3Request request, S3Address address, SortedMap<String, String> headers, String names) {
    StringBuilder text = new StringBuilder(512);
    text.append(request.method().name()).append('\n').append(address.path()).append('\n');
    String separator = "";
    for (Map.Entry<String, String> parameter : request.query().entrySet()) {
      text.append(separator)
          .append(S3Encoding.VALUE.escape(parameter.getKey()))
          .append('=')
          .append(S3Encoding.VALUE.escape(parameter.getValue()));
      separator = "&";
    }
    text.append('\n');
    headers.forEach(
        (name, value) ->
            text.append(name)
                .append(':')
                .append(SPACE.trimAndCollapseFrom(value, ' '))
                .append('\n'));
    return text.append('\n').append(names).append('\n').append(UNSIGNED).toString();
  }

  private Key key(AwsCredentials login, String date, String region) {
    return Optional.ofNullable(lastKeys.get(region))
        .filter(last -> last.isOf(login, date))
        .orElseGet(() -> derived(login, date, region));
  }

  private Key derived(AwsCredentials login, String date, String region) {
    Key key = Key.derive(login, date, region);
    lastKeys.put(region, key);
    return key;
  }
}
