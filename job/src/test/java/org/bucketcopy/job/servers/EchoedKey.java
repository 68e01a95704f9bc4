package org.bucketcopy.job.servers;

import com.google.common.base.CharMatcher;
import com.google.common.escape.Escaper;
import com.google.common.xml.XmlEscapers;

/**
 * How a server writes a key into an answer about one upload or object. XML cannot hold every key,
 * and servers write them all the same.
 */
public enum EchoedKey {
  /** Percent-encoded where that is asked for, and otherwise as {@link #REFERENCES}. */
  SOUND,
  /** What XML cannot hold is a character reference, which XML 1.0 forbids too. */
  REFERENCES,
  /** What XML cannot hold is there as it is; the rest is escaped. */
  RAW,
  /** Nothing is escaped. */
  UNESCAPED;

  private static final Escaper ESCAPER = XmlEscapers.xmlContentEscaper();

  private static final CharMatcher UNHELD =
      CharMatcher.inRange('\0', '\u001F').or(CharMatcher.anyOf("\uFFFE\uFFFF"));

  /** {@code key} in an answer in which nobody has asked for another encoding. */
  public String written(String key) {
    if (this == UNESCAPED) {
      return key;
    }
    StringBuilder written = new StringBuilder();
    key.codePoints()
        .forEach(
            point -> {
              boolean held = point > Character.MAX_VALUE || !UNHELD.matches((char) point);
              String text = Character.toString(point);
              if (this == RAW && !held) {
                written.append(text);
              } else if (held) {
                written.append(ESCAPER.escape(text));
              } else {
                written.append("&#x").append(Integer.toHexString(point)).append(';');
              }
            });
    return written.toString();
  }
}
