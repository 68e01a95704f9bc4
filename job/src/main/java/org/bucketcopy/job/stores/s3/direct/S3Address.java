package org.bucketcopy.job.stores.s3.direct;

import com.google.common.base.CharMatcher;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Where in an endpoint a bucket or a key is.
 *
 * @param scheme {@code http} or {@code https}
 * @param host without the port
 * @param port -1 for the scheme's own
 * @param path encoded, with the slash at its start
 * @param region that a request to there is signed for
 */
record S3Address(String scheme, String host, int port, String path, String region) {
  /** What can be a label of a host's name. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  /** The same with dots, which no wildcard certificate covers. */
  private static final Pattern LABELS =
      Pattern.compile("(?=.{3,63}$)[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)*");

  private static final CharMatcher SLASH = CharMatcher.is('/');
  private static final Pattern IP = Pattern.compile("\\[.*]|\\d+(\\.\\d+){3}");

  /** Where {@code key} is, or the bucket itself if there is none. */
  static S3Address of(KnownEndpoint endpoint, String bucket, Optional<String> key) {
    URI uri = endpoint.address();
    boolean virtual =
        endpoint.addressing() == KnownEndpoint.Addressing.VIRTUAL_HOST && canBeHost(bucket, uri);
    String root =
        SLASH.trimTrailingFrom(uri.getRawPath())
            + (virtual ? "" : "/" + S3Encoding.VALUE.escape(bucket));
    String rest = key.map(name -> "/" + S3Encoding.PATH.escape(name)).orElse(virtual ? "/" : "");
    return new S3Address(
        uri.getScheme(),
        (virtual ? bucket + "." : "") + uri.getHost(),
        uri.getPort(),
        root + rest,
        endpoint.region().id());
  }

  /** A bucket that cannot is named in the path, whatever the addressing, as the SDK does. */
  private static boolean canBeHost(String bucket, URI endpoint) {
    Pattern host = endpoint.getScheme().equalsIgnoreCase("http") ? LABELS : LABEL;
    return host.matcher(bucket).matches() && !IP.matcher(endpoint.getHost()).matches();
  }

  /** The header {@code Host}. */
  String authority() {
    return port < 0 || SdkHttpUtils.isUsingStandardPort(scheme, port) ? host : host + ":" + port;
  }

  /** Whether {@code sent} went there. */
  boolean isOf(SdkHttpRequest sent) {
    String sentPath = sent.encodedPath().isEmpty() ? "/" : sent.encodedPath();
    return host.equals(sent.host()) && path.equals(sentPath);
  }

  /** A request to there. */
  SdkHttpRequest.Builder request() {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().protocol(scheme).host(host).encodedPath(path);
    return port < 0 ? request : request.port(port);
  }
}
