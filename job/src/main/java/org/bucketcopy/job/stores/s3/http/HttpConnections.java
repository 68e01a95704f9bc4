package org.bucketcopy.job.stores.s3.http;

import com.google.common.base.Suppliers;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SystemPropertyTlsKeyManagersProvider;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * Connections of HTTP/1.1 without a proxy: as many as there are requests in flight, each kept for
 * the next request. {@link StreamedContent} is read while it is sent, and any other body before. An
 * answer is read as its reader asks for it, but for what has come at once; one that comes before
 * all of a body is sent counts, and ends its connection.
 */
public final class HttpConnections implements SdkAsyncHttpClient {
  /** How long opening a connection, and its TLS, may take. */
  public static final Duration CONNECT = Duration.ofSeconds(10);

  /** Less than servers keep an idle connection, so that few requests meet a closing one. */
  public static final Duration IDLE = Duration.ofSeconds(10);

  /** Where a connection leads to. */
  private record Address(boolean tls, String host, int port) {
    static Address of(SdkHttpRequest request) {
      return new Address(
          request.protocol().equalsIgnoreCase("https"), request.host(), request.port());
    }
  }

  private final Bootstrap bootstrap;
  private final InstantSource clock;
  private final Supplier<SslContext> tls = Suppliers.memoize(HttpConnections::tls);

  /** Those that carry no request, the last used one first. */
  private final ConcurrentMap<Address, Deque<HttpConnection>> idle = new ConcurrentHashMap<>();

  /**
   * @param threads serve the connections, and close them when they end
   * @param clock says how long a connection was idle
   */
  public HttpConnections(EventLoopGroup threads, InstantSource clock) {
    this.clock = clock;
    this.bootstrap =
        new Bootstrap()
            .group(threads)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            // What can be read is read, also after the server has closed its side.
            .option(ChannelOption.AUTO_CLOSE, false)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(512, 16_384, 65_536))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis());
  }

  /** The certificates that the JVM trusts, and the key that its system properties name. */
  private static SslContext tls() {
    try {
      SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
      KeyManager[] keys = SystemPropertyTlsKeyManagersProvider.create().keyManagers();
      if (keys != null && keys.length > 0) {
        builder.keyManager(keys[0]);
      }
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalStateException("this JVM has no TLS: " + e.getMessage(), e);
    }
  }

  /** Completes when the answer has come in; a request is ended by completing it before that. */
  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    HttpExchange exchange = new HttpExchange(request);
    exchange.whenReady(() -> start(exchange));
    return exchange.over();
  }

  /** Sends a request of which nothing was sent yet. */
  private void start(HttpExchange exchange) {
    Address address = Address.of(exchange.request());
    Deque<HttpConnection> kept =
        idle.computeIfAbsent(address, none -> new ConcurrentLinkedDeque<>());
    Optional<HttpConnection> free = free(kept);
    if (free.isPresent()) {
      free.orElseThrow().send(exchange);
    } else {
      connect(address, kept, exchange);
    }
  }

  private Optional<HttpConnection> free(Deque<HttpConnection> kept) {
    for (HttpConnection last = kept.poll(); last != null; last = kept.poll()) {
      if (isUsable(last)) {
        return Optional.of(last);
      }
      last.close();
    }
    return Optional.empty();
  }

  private void keep(Deque<HttpConnection> kept, HttpConnection free) {
    kept.addFirst(free);
    HttpConnection oldest = kept.peekLast();
    if (oldest != null && !isUsable(oldest) && kept.removeLastOccurrence(oldest)) {
      oldest.close();
    }
  }

  private boolean isUsable(HttpConnection connection) {
    return connection.isUsable(clock.millis() - IDLE.toMillis());
  }

  private void connect(Address address, Deque<HttpConnection> kept, HttpExchange exchange) {
    ChannelFuture connected =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    install(address, channel, kept);
                  }
                })
            .connect(address.host(), address.port());
    ChannelPipeline handlers = connected.channel().pipeline();
    connected.addListener(
        opened -> {
          SslHandler handshake = handlers.get(SslHandler.class);
          if (opened.isSuccess() && handshake != null) {
            handshake.handshakeFuture().addListener(done -> send(exchange, handlers, done));
          } else {
            send(exchange, handlers, opened);
          }
        });
  }

  private static void send(HttpExchange exchange, ChannelPipeline handlers, Future<?> ready) {
    if (ready.isSuccess()) {
      handlers.get(HttpConnection.class).send(exchange);
    } else {
      exchange.fail(ready.cause());
    }
  }

  private void install(Address address, Channel channel, Deque<HttpConnection> kept) {
    ChannelPipeline handlers = channel.pipeline();
    if (address.tls()) {
      handlers.addLast(handshake(address, channel));
    }
    handlers.addLast(
        new HttpClientCodec(),
        new SilenceHandler(),
        new HttpConnection(channel, clock, free -> keep(kept, free), this::start));
  }

  private SslHandler handshake(Address address, Channel channel) {
    SslHandler handler = tls.get().newHandler(channel.alloc(), address.host(), address.port());
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    handler.engine().setSSLParameters(parameters);
    handler.setHandshakeTimeoutMillis(CONNECT.toMillis());
    return handler;
  }

  /** Connections close with the threads that serve them. */
  @Override
  public void close() {
    idle.clear();
  }
}
