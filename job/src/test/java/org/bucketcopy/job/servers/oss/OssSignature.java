package org.bucketcopy.job.servers.oss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks OSS4-HMAC-SHA256 in the header Authorization. */
final class OssSignature {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "OSS4-HMAC-SHA256 Credential=([^/,]+)/(\\d{8})/([^/,]*)/oss/aliyun_v4_request,"
              + "Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Duration MAX_SKEW = Duration.ofMinutes(15);

  private final String region;
  private final Function<String, Optional<OssLogin>> logins;

  /**
   * @param region the region that requests must be signed for
   * @param logins identities by their access key id
   */
  OssSignature(String region, Function<String, Optional<OssLogin>> logins) {
    this.region = region;
    this.logins = logins;
  }

  void check(OssRequest request) {
    Matcher parts = AUTHORIZATION.matcher(request.header("authorization").orElse(""));
    if (!parts.matches()) {
      throw new OssRefusal(403, "AccessDenied", "The Authorization header is not a V4 signature.");
    }
    OssLogin login =
        logins
            .apply(parts.group(1))
            .orElseThrow(
                () -> new OssRefusal(403, "InvalidAccessKeyId", "The access key id is unknown."));
    String time = request.header("x-oss-date").orElse("");
    if (!time.startsWith(parts.group(2)) || skewed(time)) {
      throw new OssRefusal(403, "RequestTimeTooSkewed", "The request's time is too far off.");
    }
    if (!parts.group(3).equals(region)) {
      throw new OssRefusal(403, "InvalidRegion", "The signature is for another region.");
    }
    if (!parts.group(4).equals(signature(request, login, time))) {
      throw new OssRefusal(
          403, "SignatureDoesNotMatch", "The signature is not the one that was computed.");
    }
    if (!login.securityToken().equals(request.header("x-oss-security-token"))) {
      throw new OssRefusal(403, "InvalidSecurityToken", "The security token is not valid.");
    }
  }

  private static boolean skewed(String time) {
    try {
      Instant sent = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
      return Duration.between(sent, Instant.now()).abs().compareTo(MAX_SKEW) > 0;
    } catch (DateTimeParseException wrong) {
      return true;
    }
  }

  private String signature(OssRequest request, OssLogin login, String time) {
    String date = time.substring(0, 8);
    String scope = date + "/" + region + "/oss/aliyun_v4_request";
    String toSign =
        String.join(
            "\n",
            "OSS4-HMAC-SHA256",
            time,
            scope,
            Hashing.sha256().hashString(canonical(request), ISO_8859_1).toString());
    byte[] key = ("aliyun_v4" + login.accessKeySecret()).getBytes(UTF_8);
    for (String step : new String[] {date, region, "oss", "aliyun_v4_request"}) {
      key = Hashing.hmacSha256(key).hashString(step, UTF_8).asBytes();
    }
    return Hashing.hmacSha256(key).hashString(toSign, UTF_8).toString();
  }

  private static String canonical(OssRequest request) {
    Map<String, String> signed = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              boolean always = name.equals("content-type") || name.equals("content-md5");
              if ((always || name.startsWith("x-oss-")) && !value.isEmpty()) {
                signed.put(name, value);
              }
            });
    String headers =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        OssEncoding.encodePath("/" + request.bucket() + "/" + request.key()),
        canonicalQuery(request.rawQuery()),
        headers,
        "",
        request.header("x-oss-content-sha256").orElse(""));
  }

  private static String canonicalQuery(String rawQuery) {
    Map<String, String> sorted = new TreeMap<>();
    for (String parameter : Splitter.on('&').omitEmptyStrings().split(rawQuery)) {
      int equals = parameter.indexOf('=');
      boolean bare = equals < 0 || equals == parameter.length() - 1;
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      sorted.put(name, bare ? name : parameter);
    }
    return String.join("&", sorted.values());
  }
}
