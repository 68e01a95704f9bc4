package org.bucketcopy.job.servers.bos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/** The logins that the server takes, and the proof by {@code bce-auth-v1} that one was used. */
final class BosLogins {
  private static final Set<String> SIGNED_BY_DEFAULT =
      Set.of("host", "content-length", "content-type", "content-md5");

  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Set<String> tokens = new CopyOnWriteArraySet<>();

  void accept(String accessKey, String secretKey) {
    secrets.put(accessKey, secretKey);
  }

  /** From now on every request needs one of the session tokens that are accepted. */
  void acceptToken(String token) {
    tokens.add(token);
  }

  void revokeToken(String token) {
    tokens.remove(token);
    tokens.add("no other token");
  }

  /**
   * @throws BosError if the request is not signed as its login would
   */
  void check(HttpRequest request) {
    String[] given = request.header("authorization").orElse("").split("/", -1);
    if (given.length != 6 || !given[0].equals("bce-auth-v1")) {
      throw new BosError(400, "InvalidHTTPAuthHeader", "The authorization header is malformed.");
    }
    String secret =
        Optional.ofNullable(secrets.get(given[1]))
            .orElseThrow(() -> new BosError(403, "InvalidAccessKeyId", "No such access key."));
    if (Instant.parse(given[2]).plusSeconds(Long.parseLong(given[3])).isBefore(Instant.now())) {
      throw new BosError(400, "RequestExpired", "Request has expired.");
    }
    String prefix = String.join("/", List.of(given).subList(0, 4));
    String signature = hmac(hmac(secret, prefix), canonical(request, given[4]));
    if (!signature.equals(given[5])) {
      throw new BosError(403, "SignatureDoesNotMatch", "The signature is another one.");
    }
    if (!tokens.isEmpty()
        && request.header("x-bce-security-token").filter(tokens::contains).isEmpty()) {
      throw new BosError(400, "InvalidSessionToken", "The session token is not accepted.");
    }
  }

  private static String canonical(HttpRequest request, String signedHeaders) {
    return request.method()
        + "\n"
        + HttpText.encodedPath(HttpText.decoded(request.rawPath()))
        + "\n"
        + canonicalQuery(request)
        + "\n"
        + canonicalHeaders(request, signedHeaders);
  }

  private static String canonicalQuery(HttpRequest request) {
    List<String> parameters = new ArrayList<>();
    request
        .query()
        .forEach(
            (name, value) ->
                parameters.add(HttpText.encoded(name) + "=" + HttpText.encoded(value)));
    return String.join("&", parameters.stream().sorted().toList());
  }

  private static String canonicalHeaders(HttpRequest request, String signedHeaders) {
    Set<String> named = Set.of(signedHeaders.split(";"));
    List<String> lines = new ArrayList<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              boolean signed =
                  signedHeaders.isEmpty()
                      ? SIGNED_BY_DEFAULT.contains(name) || name.startsWith("x-bce-")
                      : named.contains(name);
              if (signed && !value.isEmpty()) {
                lines.add(HttpText.encoded(name) + ":" + HttpText.encodedOctets(value));
              }
            });
    return String.join("\n", lines.stream().sorted().toList());
  }

  private static String hmac(String key, String text) {
    return Hashing.hmacSha256(key.getBytes(UTF_8)).hashString(text, UTF_8).toString();
  }
}
