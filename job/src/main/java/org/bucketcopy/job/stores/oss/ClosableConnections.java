package org.bucketcopy.job.stores.oss;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.bucketcopy.job.stores.RequestLimits;
import org.jspecify.annotations.Nullable;

/**
 * Connections that can be closed under a request: a cancelled one continues for as long as a server
 * dribbles (httpclient 5.5).
 */
final class ClosableConnections implements AsyncClientConnectionManager {
  private static final Timeout CONNECT = Timeout.ofSeconds(20);

  /** Less than servers keep an idle connection: one that was idle for longer is looked at first. */
  private static final Timeout IDLE = Timeout.ofSeconds(2);

  private final AsyncClientConnectionManager pool;
  private final Map<String, AsyncConnectionEndpoint> leased = new ConcurrentHashMap<>();

  /** Closes {@code pool} with itself. */
  private ClosableConnections(AsyncClientConnectionManager pool) {
    this.pool = pool;
  }

  /**
   * Opens none yet.
   *
   * @param most connections at a time
   */
  static ClosableConnections open(int most) {
    return new ClosableConnections(pool(most));
  }

  private static PoolingAsyncClientConnectionManager pool(int most) {
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setTlsStrategy(ClientTlsStrategyBuilder.create().buildAsync())
        .setDefaultTlsConfig(
            TlsConfig.custom()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                .setHandshakeTimeout(CONNECT)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(CONNECT)
                .setSocketTimeout(Timeout.of(RequestLimits.SILENCE))
                .setValidateAfterInactivity(IDLE)
                .build())
        .setMaxConnPerRoute(most)
        .setMaxConnTotal(most)
        .build();
  }

  /**
   * Closes the connection of a request, by the id of its exchange, if it has one, and makes room
   * for another: the client itself does so only for a connection that it had before (httpclient
   * 5.5).
   */
  void close(String exchange) {
    Optional.ofNullable(leased.remove(exchange))
        .ifPresent(
            connection -> {
              connection.close(CloseMode.IMMEDIATE);
              pool.release(connection, null, TimeValue.ZERO_MILLISECONDS);
            });
  }

  @Override
  public Future<AsyncConnectionEndpoint> lease(
      String exchange,
      HttpRoute route,
      @Nullable Object state,
      Timeout timeout,
      FutureCallback<AsyncConnectionEndpoint> callback) {
    return pool.lease(
        exchange,
        route,
        state,
        timeout,
        new CallbackContribution<AsyncConnectionEndpoint>(callback) {
          @Override
          public void completed(AsyncConnectionEndpoint connection) {
            leased.put(exchange, connection);
            callback.completed(connection);
          }
        });
  }

  @Override
  public void release(
      AsyncConnectionEndpoint connection, @Nullable Object newState, TimeValue validFor) {
    leased.values().remove(connection);
    pool.release(connection, newState, validFor);
  }

  @Override
  public Future<AsyncConnectionEndpoint> connect(
      AsyncConnectionEndpoint connection,
      ConnectionInitiator initiator,
      Timeout timeout,
      @Nullable Object attachment,
      HttpContext context,
      FutureCallback<AsyncConnectionEndpoint> callback) {
    return pool.connect(connection, initiator, timeout, attachment, context, callback);
  }

  @Override
  public void upgrade(
      AsyncConnectionEndpoint connection, @Nullable Object attachment, HttpContext context) {
    pool.upgrade(connection, attachment, context);
  }

  @Override
  public void close(CloseMode mode) {
    pool.close(mode);
  }

  @Override
  public void close() {
    pool.close(CloseMode.GRACEFUL);
  }
}
