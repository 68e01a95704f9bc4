package org.bucketcopy.job.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.servers.virtual.KeyShape;

/**
 * Loads a server with CopyObject requests at next to no cost of its own: each of its connections
 * sends the next request as soon as the last is answered. Measures how much the server can answer,
 * and lets its code be compiled before anything is measured on it.
 */
final class Load {
  static final String LABEL = "load";

  private static final int ANSWER_END = '>';

  private final Server server;
  private final int connections;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private long sent;
  private long answered;

  Load(Server server, int connections) {
    this.server = server;
    this.connections = connections;
  }

  /** Measures what the server can answer, at its latency. */
  Measurement measure(String scenario, long copies) throws IOException, InterruptedException {
    double cpuBefore = server.cpuSeconds();
    long start = System.nanoTime();
    send(copies, copies);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpu = server.cpuSeconds() - cpuBefore;
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.SPAN, seconds);
    figures.put(Figure.COPIES_PER_SECOND, copies / seconds);
    if (cpu > 0) {
      figures.put(Figure.SERVER_CPU, 100 * cpu / seconds);
      figures.put(Figure.SERVER_ANSWERS, copies / cpu);
    }
    return new Measurement(scenario, LABEL, figures, List.of(), Optional.empty());
  }

  /**
   * Sends so many requests, and returns when all are answered.
   *
   * @param keys over how many of the first objects they are spread
   */
  void send(long copies, long keys) throws IOException {
    sent = 0;
    answered = 0;
    URI endpoint = server.endpoint();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections && sent < copies; i++) {
        SocketChannel channel =
            SocketChannel.open(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
        channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        request(channel, keys);
      }
      while (answered < copies) {
        if (selector.select(TimeUnit.SECONDS.toMillis(30)) == 0) {
          throw new IOException("the server is silent");
        }
        for (SelectionKey key : selector.selectedKeys()) {
          read(key, copies, keys);
        }
        selector.selectedKeys().clear();
      }
      for (SelectionKey key : List.copyOf(selector.keys())) {
        key.channel().close();
      }
    }
  }

  /** The answers are small and come whole: the end of the XML is the end of one. */
  private void read(SelectionKey key, long copies, long keys) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new IOException("the server has closed a connection");
    }
    if (buffer.position() > 0 && buffer.get(buffer.position() - 1) == ANSWER_END) {
      answered++;
      if (sent < copies) {
        request(channel, keys);
      }
    }
  }

  private void request(SocketChannel channel, long keys) throws IOException {
    String object = key(sent++ % keys);
    String head =
        String.join(
            "\r\n",
            "PUT /destination/" + object + " HTTP/1.1",
            "Host: " + server.endpoint().getAuthority(),
            "Authorization: AWS4-HMAC-SHA256 Credential=user/20260101/us-east-1/s3/aws4_request,"
                + " SignedHeaders=host;x-amz-copy-source;x-amz-date, Signature=unchecked",
            "x-amz-copy-source: source/" + object,
            "x-amz-content-sha256: UNSIGNED-PAYLOAD",
            "x-amz-date: 20260101T000000Z",
            "Content-Length: 0",
            "",
            "");
    channel.write(ByteBuffer.wrap(head.getBytes(US_ASCII)));
  }

  /** As {@link KeyShape#NUMBERED} writes them. */
  private static String key(long index) {
    String digits = String.valueOf(index);
    return "0".repeat(12 - digits.length()) + digits;
  }
}
