package org.bucketcopy.job.servers.bos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bucketcopy.job.servers.EchoedKey;
import org.bucketcopy.job.servers.HeaderQuirk;

/**
 * An answer and the way it is sent.
 *
 * @param status HTTP status
 * @param headers its own headers
 * @param body its body
 * @param framing how the body is delimited, or that it is not sent as it should be
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpAnswer(int status, Map<String, String> headers, byte[] body, Framing framing) {
  private static final Pattern ESCAPE = Pattern.compile("\\\\u(00[01]\\p{XDigit})");

  private static final long POLL_NANOS = 50_000_000;

  enum Framing {
    /** With its length. */
    LENGTH,
    /** Without its length: for an answer to HEAD. */
    UNSAID,
    /** In chunks, after white space that keeps the line alive. */
    CHUNKED,
    /** Ended by the end of the connection. */
    CLOSED,
    /** With its length, but the connection ends in the middle. */
    CUT_SHORT,
    /** With its length, but the connection is reset in the middle. */
    RESET,
    /** With its length, but the second half does not come as long as the server runs. */
    HALF_SENT,
    /** Not at all: the connection ends. */
    NOTHING
  }

  static final HttpAnswer NOTHING = of(200, "", new byte[0]).framed(Framing.NOTHING);

  static HttpAnswer empty(int status) {
    return new HttpAnswer(status, Map.of(), new byte[0], Framing.LENGTH);
  }

  /** The same with control characters in JSON as {@code wording} has them. */
  HttpAnswer echoing(EchoedKey wording) {
    if (wording == EchoedKey.SOUND || wording == EchoedKey.REFERENCES) {
      return this;
    }
    String json = new String(body, UTF_8);
    byte[] raw =
        ESCAPE
            .matcher(json)
            .replaceAll(
                escape ->
                    Matcher.quoteReplacement("" + (char) Integer.parseInt(escape.group(1), 16)))
            .getBytes(UTF_8);
    return new HttpAnswer(status, headers, raw, framing);
  }

  static HttpAnswer json(int status, JsonNode body) {
    return of(status, "application/json; charset=utf-8", body.toString().getBytes(UTF_8));
  }

  static HttpAnswer of(int status, String type, byte[] body) {
    return new HttpAnswer(status, ImmutableMap.of("Content-Type", type), body, Framing.LENGTH);
  }

  HttpAnswer framed(Framing other) {
    return new HttpAnswer(status, headers, body, other);
  }

  HttpAnswer with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new HttpAnswer(status, all, body, framing);
  }

  /** Does to a connection what comes after this answer, if it is not kept. */
  void end(Socket connection) throws IOException {
    if (framing == Framing.RESET) {
      reset(connection);
    } else if (framing == Framing.HALF_SENT) {
      hold(connection);
    }
  }

  /** Ends a connection in a way that the other side meets as an error. */
  static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  /** Does nothing with a connection until the server closes it. */
  static void hold(Socket connection) {
    while (!connection.isClosed()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Whether the connection stays after this answer. */
  boolean keepsConnection() {
    return framing == Framing.LENGTH || framing == Framing.UNSAID || framing == Framing.CHUNKED;
  }

  /** Sends it; a HEAD gets no body. */
  void write(OutputStream out, String method, HeaderQuirk shown) throws IOException {
    if (framing == Framing.NOTHING) {
      return;
    }
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Answer\r\n");
    headers.forEach(
        (name, value) ->
            shown
                .shown(name, value)
                .forEach(one -> head.append(one.getKey() + ": " + one.getValue() + "\r\n")));
    switch (framing) {
      case CHUNKED -> head.append("Transfer-Encoding: chunked\r\n");
      case CLOSED -> head.append("Connection: close\r\n");
      default -> {
        boolean said = headers.containsKey("Content-Length") || framing == Framing.UNSAID;
        if (!said && status != 204) {
          head.append("Content-Length: ").append(body.length).append("\r\n");
        }
      }
    }
    out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    if (!method.equals("HEAD")) {
      writeBody(out);
    }
    out.flush();
  }

  private void writeBody(OutputStream out) throws IOException {
    switch (framing) {
      case CHUNKED -> {
        if (body.length > 0) {
          out.write("1\r\n \r\n".getBytes(ISO_8859_1));
          out.write((Integer.toHexString(body.length) + "\r\n").getBytes(ISO_8859_1));
          out.write(body);
          out.write("\r\n".getBytes(ISO_8859_1));
        }
        out.write("0\r\n\r\n".getBytes(ISO_8859_1));
      }
      case CUT_SHORT, RESET, HALF_SENT -> out.write(body, 0, body.length / 2);
      default -> out.write(body);
    }
  }
}
