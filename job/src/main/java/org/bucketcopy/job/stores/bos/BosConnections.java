package org.bucketcopy.job.stores.bos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.ProtocolException;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.DefaultHttpResponseParser;
import org.apache.http.impl.conn.ManagedHttpClientConnectionFactory;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.io.BufferInfo;
import org.apache.http.io.SessionInputBuffer;
import org.apache.http.ssl.SSLContexts;
import org.apache.http.util.CharArrayBuffer;
import org.bucketcopy.job.stores.RequestLimits;

/**
 * The client that the SDK would make, whose connections take a bounded number of headers and no
 * answer that nothing was asked for, and write headers as they are signed, which is as UTF-8.
 */
final class BosConnections {
  private static final int IDLE_SECONDS = 60;

  private BosConnections() {}

  /**
   * @param most connections at a time
   */
  static CloseableHttpClient open(int most) {
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", PlainConnectionSocketFactory.getSocketFactory())
                .register(
                    "https", new SSLConnectionSocketFactory(SSLContexts.createSystemDefault()))
                .build(),
            new ManagedHttpClientConnectionFactory(null, AnswerParser::new));
    connections.setMaxTotal(most);
    connections.setDefaultMaxPerRoute(most);
    connections.setDefaultSocketConfig(
        SocketConfig.custom()
            .setSoTimeout((int) RequestLimits.SILENCE.toMillis())
            .setTcpNoDelay(true)
            .build());
    connections.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setCharset(UTF_8)
            .setMalformedInputAction(CodingErrorAction.REPLACE)
            .setUnmappableInputAction(CodingErrorAction.REPLACE)
            .setMessageConstraints(
                MessageConstraints.custom()
                    .setMaxLineLength(RequestLimits.HEADER_BYTES)
                    .setMaxHeaderCount(RequestLimits.HEADER_COUNT)
                    .build())
            .build());
    return HttpClients.custom()
        .setConnectionManager(connections)
        .evictIdleConnections(IDLE_SECONDS, TimeUnit.SECONDS)
        .disableAutomaticRetries()
        .disableCookieManagement()
        .build();
  }

  /** Reads the answers of one connection, and nothing else that comes over it. */
  private static final class AnswerParser extends DefaultHttpResponseParser {
    private final SessionInputBuffer input;
    private boolean between = true;

    AnswerParser(SessionInputBuffer input, MessageConstraints constraints) {
      super(input, constraints);
      this.input = input;
    }

    /** What is held before anything was read for a request came with the answer to the last one. */
    @Override
    public HttpResponse parse() throws IOException, HttpException {
      if (between && input instanceof BufferInfo held && held.length() > 0) {
        throw new ProtocolException("an answer came that no request asked for");
      }
      HttpResponse head = super.parse();
      between = head.getStatusLine().getStatusCode() >= HttpStatus.SC_OK;
      return head;
    }

    /** The library would read on until a line looks like the status of an answer. */
    @Override
    protected boolean reject(CharArrayBuffer line, int count) {
      return true;
    }
  }
}
