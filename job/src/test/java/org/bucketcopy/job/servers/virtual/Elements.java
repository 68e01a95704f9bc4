package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds elements in the XML that clients of S3 send: no name is nested in itself, and none has a
 * prefix.
 */
final class Elements {
  private Elements() {}

  static String text(byte[] body) {
    return new String(body, UTF_8);
  }

  /** What is in each element of this name. */
  static List<String> all(String xml, String name) {
    List<String> found = new ArrayList<>();
    String open = "<" + name + ">";
    String close = "</" + name + ">";
    int start = xml.indexOf(open);
    while (start >= 0) {
      int end = xml.indexOf(close, start);
      if (end < 0) {
        throw new Refusal(S3Error.MALFORMED_XML);
      }
      found.add(xml.substring(start + open.length(), end));
      start = xml.indexOf(open, end);
    }
    return found;
  }

  /** The text of the first element of this name, without its escapes; empty if there is none. */
  static Optional<String> first(String xml, String name) {
    int start = xml.indexOf("<" + name + ">");
    int end = xml.indexOf("</" + name + ">", Math.max(0, start));
    return start < 0 || end < 0
        ? Optional.empty()
        : Optional.of(plain(xml.substring(start + name.length() + 2, end)));
  }

  /**
   * @throws Refusal with MalformedXML
   */
  static String require(String xml, String name) {
    return first(xml, name).orElseThrow(() -> new Refusal(S3Error.MALFORMED_XML));
  }

  private static String plain(String text) {
    return text.indexOf('&') < 0
        ? text
        : text.replace("&quot;", "\"")
            .replace("&#34;", "\"")
            .replace("&apos;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
  }
}
