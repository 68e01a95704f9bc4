package org.bucketcopy.job.stores.listing;

import com.google.common.primitives.Ints;
import java.util.Optional;

/**
 * Reads the XML that S3 and OSS answer with, element by element. It costs a fraction of what a
 * parser for all of XML does, and takes the control characters that servers write, which XML 1.0
 * forbids. Attributes, comments and declarations are skipped; only the entities of XML itself are
 * known.
 *
 * <p>Every method throws {@link IllegalArgumentException} where the document is no XML or cut
 * short.
 */
public final class XmlReader {
  private static final int DEEPEST = 64;
  private static final String CDATA = "<![CDATA[";
  private static final String CDATA_END = "]]>";

  private final String document;
  private final String[] open = new String[DEEPEST];
  private int position;
  private int openCount;
  private boolean rooted;
  private boolean leaf;
  private int contentStart;
  private String name = "";
  private int depth;
  private String content = "";

  /** Begins to read {@code document}. */
  public XmlReader(String document) {
    this.document = document;
  }

  /** Advances to the end of the next element; false if there is none and the document is whole. */
  public boolean next() {
    while (true) {
      int tag = document.indexOf('<', position);
      if (tag < 0) {
        check(rooted && openCount == 0);
        return false;
      }
      boolean ended =
          switch (character(tag + 1)) {
            case '/' -> end(tag);
            case '!', '?' -> skip(tag);
            default -> start(tag);
          };
      if (ended) {
        return true;
      }
    }
  }

  /** The name of the element that has ended. */
  public String name() {
    return name;
  }

  /** How deep the element that has ended is; that of the document is 1. */
  public int depth() {
    return depth;
  }

  /** What is written in the element that has ended; empty if there were elements in it. */
  String content() {
    return content;
  }

  /** The text in the element that has ended; empty if there were elements in it. */
  public String text() {
    return text(content);
  }

  /** The text that is written so in an element. */
  static String text(String content) {
    if (content.startsWith(CDATA)) {
      check(content.indexOf(CDATA_END) == content.length() - CDATA_END.length());
      return content.substring(CDATA.length(), content.length() - CDATA_END.length());
    }
    check(content.indexOf('<') < 0);
    return content.indexOf('&') < 0 ? content : dereferenced(content);
  }

  private boolean start(int tag) {
    check(openCount < DEEPEST && (openCount > 0 || !rooted));
    int close = endOfTag(tag);
    boolean empty = document.charAt(close - 1) == '/';
    open[openCount++] = document.substring(tag + 1, endOfName(tag + 1, empty ? close - 1 : close));
    rooted = true;
    leaf = true;
    position = close + 1;
    contentStart = position;
    if (empty) {
      ended(position);
    }
    return empty;
  }

  private int endOfTag(int tag) {
    char quote = 0;
    for (int i = tag + 1; ; i++) {
      char next = character(i);
      if (quote != 0) {
        quote = next == quote ? 0 : quote;
      } else if (next == '>') {
        return i;
      } else if (next == '"' || next == '\'') {
        quote = next;
      }
    }
  }

  private int endOfName(int start, int limit) {
    int end = start;
    while (end < limit && document.charAt(end) > ' ') {
      end++;
    }
    check(end > start);
    return end;
  }

  private boolean end(int tag) {
    check(openCount > 0);
    String started = open[openCount - 1];
    int close = tag + 2 + started.length();
    check(document.startsWith(started, tag + 2));
    while (character(close) <= ' ') {
      close++;
    }
    check(character(close) == '>');
    position = close + 1;
    ended(tag);
    return true;
  }

  private void ended(int contentEnd) {
    depth = openCount--;
    name = open[openCount];
    content = leaf ? document.substring(contentStart, contentEnd) : "";
    leaf = false;
  }

  private boolean skip(int tag) {
    String last = ">";
    if (document.startsWith("<!--", tag)) {
      last = "-->";
    } else if (document.startsWith(CDATA, tag)) {
      last = CDATA_END;
    }
    int end = document.indexOf(last, tag);
    check(end >= 0);
    position = end + last.length();
    return false;
  }

  private char character(int index) {
    check(index < document.length());
    return document.charAt(index);
  }

  private static String dereferenced(String content) {
    StringBuilder text = new StringBuilder(content.length());
    int from = 0;
    for (int start = content.indexOf('&'); start >= 0; start = content.indexOf('&', from)) {
      int end = content.indexOf(';', start);
      check(end > 0);
      text.append(content, from, start).appendCodePoint(character(content, start + 1, end));
      from = end + 1;
    }
    return text.append(content, from, content.length()).toString();
  }

  private static int character(String content, int start, int end) {
    String reference = content.substring(start, end);
    return switch (reference) {
      case "quot" -> '"';
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "apos" -> '\'';
      default -> number(reference);
    };
  }

  private static int number(String reference) {
    check(reference.length() > 1 && reference.charAt(0) == '#');
    boolean hex = reference.charAt(1) == 'x';
    return Optional.ofNullable(Ints.tryParse(reference.substring(hex ? 2 : 1), hex ? 16 : 10))
        .filter(Character::isValidCodePoint)
        .orElseThrow(XmlReader::unreadable);
  }

  private static void check(boolean readable) {
    if (!readable) {
      throw unreadable();
    }
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException("the answer is no XML, or cut short");
  }
}
