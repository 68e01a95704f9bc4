package org.bucketcopy.job.stores;

import com.google.common.base.CharMatcher;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The address of an endpoint, as users write it: {@code host}, {@code https://host:port/path}. */
public final class EndpointUri {
  private EndpointUri() {}

  /**
   * The endpoint that {@code text} names.
   *
   * @param setting where {@code text} was found, for messages
   * @param text with or without a scheme
   * @param scheme the one that it has if it names none
   * @throws IllegalArgumentException if it is no address of a host, or holds credentials, which
   *     messages and reports would show
   */
  public static URI of(String setting, String text, String scheme) {
    return parsed(text.contains("://") ? text : scheme + "://" + text)
        .filter(EndpointUri::namesJustAHost)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    setting
                        + " names no host: it must be like https://host:port, without"
                        + " credentials"));
  }

  /** Names the service there: host, port if it is not the scheme's own, and path. */
  public static String service(URI endpoint) {
    boolean standard = port(endpoint) == standardPort(endpoint);
    return endpoint.getHost().toLowerCase(Locale.ROOT)
        + (standard ? "" : ":" + endpoint.getPort())
        + CharMatcher.is('/').trimTrailingFrom(endpoint.getPath());
  }

  /** The port that is spoken to. */
  public static int port(URI endpoint) {
    return endpoint.getPort() < 0 ? standardPort(endpoint) : endpoint.getPort();
  }

  private static int standardPort(URI endpoint) {
    return endpoint.getScheme().equalsIgnoreCase("http") ? 80 : 443;
  }

  private static Optional<URI> parsed(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }

  private static boolean namesJustAHost(URI uri) {
    return uri.getScheme().matches("(?i)https?")
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }
}
