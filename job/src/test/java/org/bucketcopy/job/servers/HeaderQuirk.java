package org.bucketcopy.job.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** How a server shows in headers what an object carries. */
public enum HeaderQuirk {
  /** As it holds it. */
  NONE,
  /** Each part of a value with commas is a line of its own. */
  LINES,
  /** The same, under names that differ in case; the JDK's server cannot. */
  CASES,
  /**
   * As S3 does with user metadata that is not ASCII: encoded by RFC 2047, and decoded when it is
   * sent so (docs.aws.amazon.com, "Working with object metadata").
   */
  RFC_2047,
  /** An upload whose headers are not all ASCII is not signed right for it. */
  ASCII_ONLY;

  private static final String BEGIN = "=?UTF-8?B?";
  private static final String END = "?=";

  /**
   * The lines of one header.
   *
   * @param value a character for each byte
   */
  public List<Map.Entry<String, String>> shown(String name, String value) {
    boolean user = Ascii.toLowerCase(name).contains("-meta-");
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    if (user && (this == LINES || this == CASES)) {
      for (String part : Splitter.on(',').split(value)) {
        boolean upper = this == CASES && lines.size() % 2 == 1;
        lines.add(Map.entry(upper ? Ascii.toUpperCase(name) : name, part));
      }
    } else if (user && this == RFC_2047 && !CharMatcher.ascii().matchesAllOf(value)) {
      byte[] octets = value.getBytes(ISO_8859_1);
      lines.add(Map.entry(name, BEGIN + Base64.getEncoder().encodeToString(octets) + END));
    } else {
      lines.add(Map.entry(name, value));
    }
    return lines;
  }

  /** Whether an upload with such a header is refused. */
  public boolean refuses(String value) {
    return this == ASCII_ONLY && !CharMatcher.ascii().matchesAllOf(value);
  }

  /** What is held of a header that was sent. */
  public String held(String name, String value) {
    boolean encoded =
        this == RFC_2047
            && name.contains("-meta-")
            && value.startsWith(BEGIN)
            && value.endsWith(END);
    return encoded
        ? new String(
            Base64.getDecoder()
                .decode(
                    value.substring(BEGIN.length(), value.length() - END.length()).getBytes(UTF_8)),
            ISO_8859_1)
        : value;
  }
}
