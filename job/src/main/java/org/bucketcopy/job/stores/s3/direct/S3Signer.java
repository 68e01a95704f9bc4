package org.bucketcopy.job.stores.s3.direct;

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
 * Signs requests in their headers by AWS Signature Version 4
 * (docs.aws.amazon.com/IAM/latest/UserGuide, Signature Version 4), as the SDK's client does for S3:
 * paths are signed as they are sent, and bodies are not signed. The key of a day, a region and
 * credentials is derived once. Thread-safe.
 */
final class S3Signer {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final int DATE_LENGTH = 8;
  private static final CharMatcher SPACE = CharMatcher.is(' ');
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** What signs the requests of some credentials on a day, in a region. */
  private record Key(AwsCredentials credentials, String date, HashFunction hmac) {
    static Key derive(AwsCredentials credentials, String date, String region) {
      byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(UTF_8);
      for (String step : new String[] {date, region, "s3", "aws4_request"}) {
        key = Hashing.hmacSha256(key).hashString(step, UTF_8).asBytes();
      }
      return new Key(credentials, date, Hashing.hmacSha256(key));
    }

    boolean isOf(AwsCredentials others, String day) {
      return date.equals(day) && credentials.equals(others);
    }

    @Override
    public String toString() {
      return "the key of " + date;
    }
  }

  private final Map<String, Key> lastKeys = new ConcurrentHashMap<>();

  /**
   * {@code headers} with those that sign the request.
   *
   * @param headers all that it has, by lower-cased name
   * @param credentials anonymous ones sign nothing
   * @param now when it is signed
   */
  SortedMap<String, String> signed(
      S3Request request,
      S3Address address,
      SortedMap<String, String> headers,
      AwsCredentials credentials,
      Instant now) {
    SortedMap<String, String> signed = new TreeMap<>(headers);
    if (credentials.accessKeyId() == null) {
      return signed;
    }
    String time = TIME.format(now);
    signed.put("host", address.authority());
    signed.putIfAbsent(S3Request.CONTENT_HASH, UNSIGNED);
    signed.put("x-amz-date", time);
    if (credentials instanceof AwsSessionCredentials temporary) {
      signed.put("x-amz-security-token", temporary.sessionToken());
    }
    String names = String.join(";", signed.keySet());
    String canonical = canonical(request, address, signed, names);
    signed.put(
        "authorization", authorization(canonical, names, address.region(), credentials, time));
    return signed;
  }

  private String authorization(
      String canonical, String names, String region, AwsCredentials credentials, String time) {
    String date = time.substring(0, DATE_LENGTH);
    String scope = date + "/" + region + "/s3/aws4_request";
    String text =
        String.join(
            "\n", ALGORITHM, time, scope, Hashing.sha256().hashString(canonical, UTF_8).toString());
    return ALGORITHM
        + " Credential="
        + credentials.accessKeyId()
        + "/"
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + key(credentials, date, region).hmac().hashString(text, UTF_8);
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
    return text.append('\n')
        .append(names)
        .append('\n')
        .append(headers.get(S3Request.CONTENT_HASH))
        .toString();
  }

  private Key key(AwsCredentials credentials, String date, String region) {
    return Optional.ofNullable(lastKeys.get(region))
        .filter(last -> last.isOf(credentials, date))
        .orElseGet(() -> derived(credentials, date, region));
  }

  private Key derived(AwsCredentials credentials, String date, String region) {
    Key key = Key.derive(credentials, date, region);
    lastKeys.put(region, key);
    return key;
  }
}
