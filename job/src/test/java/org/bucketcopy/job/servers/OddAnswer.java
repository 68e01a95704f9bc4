package org.bucketcopy.job.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** What no store answers, and something between here and a store may. */
public enum OddAnswer {
  HEADER_TOO_LONG(
      Trouble.SIZE, out -> text(out, "HTTP/1.1 200 OK\r\nX: " + tooLong() + "\r\n\r\n")),
  HEADER_WITHOUT_END(Trouble.SIZE, out -> forever(out, "HTTP/1.1 200 OK\r\nX: ", "x".repeat(1000))),
  HEADERS_WITHOUT_END(Trouble.SIZE, out -> forever(out, "HTTP/1.1 200 OK\r\n", "X: y\r\n")),
  BODY_TOO_LONG(
      Trouble.SIZE_OF_BODY,
      out -> forever(out, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", spaces())),
  BODY_WITHOUT_END(
      Trouble.SIZE_OF_BODY,
      out ->
          forever(
              out,
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
              "3e8\r\n" + spaces() + "\r\n")),
  BODY_WITHOUT_LENGTH(
      Trouble.SIZE_OF_BODY, out -> forever(out, "HTTP/1.1 200 OK\r\n\r\n", spaces())),
  ERROR_WITHOUT_END(Trouble.SIZE_OF_BODY, out -> forever(out, "HTTP/1.1 500 Oh\r\n\r\n", spaces())),
  TRAILERS_WITHOUT_END(
      Trouble.SIZE_OF_BODY,
      out ->
          forever(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n")),
  CHUNK_HEAD_WITHOUT_END(
      Trouble.SIZE_OF_BODY,
      out -> forever(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", spaces())),
  SILENCE(Trouble.TIME, out -> {}),
  DRIBBLED_HEAD(Trouble.TIME, out -> dribble(out, "HTTP/1.1 200 OK\r\nX: ", "x")),
  DRIBBLED_BODY(
      Trouble.TIME_OF_BODY,
      out -> dribble(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n")),
  PROVISIONAL_WITHOUT_END(Trouble.TIME, out -> dribble(out, "", "HTTP/1.1 100 Go on\r\n\r\n")),
  CUT_SHORT(
      Trouble.UNREADABLE,
      out -> {
        text(out, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<a>");
        throw new IOException("and closed");
      }),
  NOT_HTTP(Trouble.UNREADABLE, out -> text(out, "SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n")),
  /** An error, and what may be taken for the answer to the next request. */
  ONE_ANSWER_TOO_MANY(Trouble.UNREADABLE, out -> text(out, empty("500 Oh") + empty("404 No"))),
  REDIRECT_TO_ITSELF(Trouble.UNREADABLE, OddAnswer::redirect),
  UNPACKED_TOO_LONG(Trouble.UNREADABLE, out -> body(out, "Content-Encoding: gzip", packed())),
  DEEP_XML(Trouble.UNREADABLE, out -> body(out, "X: y", "<a>".repeat(20_000))),
  DEEP_JSON(Trouble.UNREADABLE, out -> body(out, "X: y", "{\"a\":".repeat(12_000))),
  EXPANDING_XML(
      Trouble.UNREADABLE,
      out ->
          body(
              out,
              "X: y",
              "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">"
                  + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;\">"
                  + "<!ENTITY e \"&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;\">"
                  + "<!ENTITY g \"&f;&f;&f;&f;&f;&f;\">]><r><ETag>&g;</ETag></r>"));

  /** What an answer runs into. */
  public enum Trouble {
    /** A limit of size. */
    SIZE,
    /** A limit of size, unless there is no body to be read. */
    SIZE_OF_BODY,
    /** A limit of time. */
    TIME,
    /** A limit of time, unless there is no body to be read. */
    TIME_OF_BODY,
    /** Nothing but that it says nothing. */
    UNREADABLE
  }

  /** Writes an answer. */
  private interface Script {
    void write(OutputStream out) throws IOException;
  }

  private static final long PAUSE_NANOS = 20_000_000;

  private final Trouble trouble;

  @SuppressWarnings("ImmutableEnumChecker") // holds nothing
  private final Script script;

  OddAnswer(Trouble trouble, Script script) {
    this.trouble = trouble;
    this.script = script;
  }

  /** What it runs into. */
  public Trouble trouble() {
    return trouble;
  }

  /** Whether it goes on until the client hangs up. */
  public boolean endless() {
    return trouble != Trouble.UNREADABLE;
  }

  /**
   * Writes the answer, which may go on until the client hangs up.
   *
   * @throws IOException when it does, or if the answer ends with the connection
   */
  public void write(OutputStream out) throws IOException {
    script.write(out);
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private static String empty(String status) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static void redirect(OutputStream out) throws IOException {
    text(out, "HTTP/1.1 307 Go\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
  }

  private static void body(OutputStream out, String header, String body) throws IOException {
    text(
        out,
        "HTTP/1.1 200 OK\r\nContent-Length: "
            + body.length()
            + "\r\n"
            + header
            + "\r\n\r\n"
            + body);
  }

  private static void forever(OutputStream out, String start, String more) throws IOException {
    text(out, start);
    while (true) {
      text(out, more);
    }
  }

  private static void dribble(OutputStream out, String start, String more) throws IOException {
    text(out, start);
    while (true) {
      text(out, more);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static String tooLong() {
    return "x".repeat(200_000);
  }

  private static String spaces() {
    return " ".repeat(1000);
  }

  private static String packed() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 20_000; i++) {
        text(out, spaces());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toString(ISO_8859_1);
  }
}
