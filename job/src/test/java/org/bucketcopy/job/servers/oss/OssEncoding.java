package org.bucketcopy.job.servers.oss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;

/**
 * Percent-encoding as OSS's signature wants it: everything but letters, digits and {@code -_.~}.
 */
final class OssEncoding {
  private OssEncoding() {}

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** The same, with slashes kept. */
  static String encodePath(String path) {
    return encode(path).replace("%2F", "/");
  }

  /** The text that was encoded; a plus stands for itself. */
  static String decode(String encoded) {
    return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
  }
}
