package org.bucketcopy.job.servers.oss;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.xml.XmlEscapers;
import java.util.Map;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param headers headers beside those that every answer has
 * @param content body
 * @param promised length that the answer announces; if that is more than the body has, the line is
 *     cut after the body
 */
public record OssReply(int status, Map<String, String> headers, Content content, long promised) {
  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  /** One with a text. */
  public OssReply(int status, Map<String, String> headers, String body, long promised) {
    this(status, headers, Content.of(body.getBytes(UTF_8)), promised);
  }

  /** The body as text. */
  public String body() {
    return new String(content.bytes(), UTF_8);
  }

  /** Bytes of an object. */
  static OssReply bytes(int status, Content content) {
    return new OssReply(status, Map.of(), content, content.size());
  }

  static OssReply empty(int status) {
    return new OssReply(status, Map.of(), "", 0);
  }

  static OssReply xml(String document) {
    return text(200, "application/xml", DECLARATION + document);
  }

  /** Any body at all. */
  public static OssReply text(int status, String contentType, String text) {
    return new OssReply(
        status, Map.of("Content-Type", contentType), text, text.getBytes(UTF_8).length);
  }

  /** An error document, with whatever status. */
  public static OssReply error(int status, String code, String message) {
    return text(
        status,
        "application/xml",
        DECLARATION
            + "<Error>"
            + element("Code", code)
            + element("Message", message)
            + element("RequestId", OssServer.REQUEST_ID)
            + element("HostId", "127.0.0.1")
            + element("EC", "0000-00000000")
            + "</Error>");
  }

  OssReply with(String header, String value) {
    Map<String, String> more =
        ImmutableMap.<String, String>builder()
            .putAll(headers)
            .put(header, value)
            .buildKeepingLast();
    return new OssReply(status, more, content, promised);
  }

  OssReply without(String header) {
    return new OssReply(
        status, Maps.filterKeys(headers, name -> !name.equals(header)), content, promised);
  }

  /** The same with half of its body, well framed. */
  OssReply halved() {
    Content half = content.range(0, content.size() / 2 - 1);
    return new OssReply(status, headers, half, half.size());
  }

  /** The same with half of its body, after which the line is cut. */
  OssReply cut() {
    return new OssReply(status, headers, halved().content(), promised);
  }

  static String element(String name, Object text) {
    return "<"
        + name
        + ">"
        + XmlEscapers.xmlContentEscaper().escape(text.toString())
        + "</"
        + name
        + ">";
  }
}
