package org.bucketcopy.job.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.Splitter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server without any opinion: it records requests byte by byte and answers each with the
 * next bytes it was given, one request for each connection.
 */
public final class RawHttpServer implements AutoCloseable {

  /**
   * A request as it came over the wire.
   *
   * @param method its method
   * @param path its path and query as they were sent
   * @param headers by lower-cased name, one character for each byte
   * @param body one character for each byte
   */
  public record Request(String method, String path, Map<String, String> headers, String body) {
    /** The header {@code name}; empty if it was not sent. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  private final ServerSocket socket;
  private final ConcurrentLinkedDeque<byte[]> answers = new ConcurrentLinkedDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  public RawHttpServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "raw-http");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Answers the next request with {@code bytes} and closes; with nothing it only closes. */
  public RawHttpServer answer(byte[] bytes) {
    answers.add(bytes);
    return this;
  }

  /** Answers the next request with a status line, headers and a body, whose length is added. */
  public RawHttpServer answer(String status, String body, String... headers) {
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: close\r\n"
            + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
            + "\r\n";
    return answer((head + body).getBytes(ISO_8859_1));
  }

  /** What was asked, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The last request. */
  public Request last() {
    return requests.get(requests.size() - 1);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        Optional<Request> request = read(new BufferedInputStream(client.getInputStream()));
        if (request.isPresent()) {
          requests.add(request.get());
          client.getOutputStream().write(Optional.ofNullable(answers.poll()).orElse(new byte[0]));
          client.shutdownOutput();
        }
      } catch (IOException closedByEither) {
        // the next request comes over a connection of its own
      }
    }
  }

  static Optional<Request> read(InputStream in) throws IOException {
    String line = line(in);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), ISO_8859_1);
    List<String> words = Splitter.on(' ').splitToList(line);
    return Optional.of(new Request(words.get(0), words.get(1), Map.copyOf(headers), body));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /** Forgets all requests, and the answers that nobody asked for. */
  public void forget() {
    answers.clear();
    requests.clear();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
