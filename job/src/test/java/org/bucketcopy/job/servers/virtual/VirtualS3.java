package org.bucketcopy.job.servers.virtual;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A running server, on 127.0.0.1. Its methods may be called from any thread. */
public final class VirtualS3 implements AutoCloseable {
  /** The bucket to copy from. */
  public static final String SOURCE = "source";

  /** The bucket to copy to. */
  public static final String DESTINATION = "destination";

  private final Buckets buckets;
  private final Ledger ledger = new Ledger();
  private final Cues cues = new Cues();
  private final Quirks quirks = new Quirks();
  private final RequestLog log = new RequestLog();
  private final Service service;
  private final Sink sink;
  private final EventLoopGroup threads;
  private final Channel listening;
  private final Optional<Channel> listeningForTls;

  private VirtualS3(
      Holdings holdings, Behaviour behaviour, int port, int threadCount, Optional<SslContext> tls) {
    this.buckets = new Buckets(holdings);
    this.service = new Service(buckets, ledger, cues, log, quirks, behaviour);
    this.sink = new Sink(buckets, ledger);
    this.threads =
        new MultiThreadIoEventLoopGroup(
            threadCount, new DefaultThreadFactory("virtual-s3", true), NioIoHandler.newFactory());
    this.listening = listen(port, Optional.empty());
    this.listeningForTls = tls.map(context -> listen(0, Optional.of(context)));
  }

  /** Starts a server that is prompt, on a free port and with one thread. */
  public static VirtualS3 start(Holdings holdings) {
    return start(holdings, Behaviour.prompt(), 0, 1);
  }

  /**
   * Starts a server.
   *
   * @param port 0 for a free one
   */
  public static VirtualS3 start(Holdings holdings, Behaviour behaviour, int port, int threadCount) {
    return start(holdings, behaviour, port, threadCount, Optional.empty());
  }

  /**
   * Starts a server.
   *
   * @param tls spoken on a free port too
   */
  public static VirtualS3 start(
      Holdings holdings, Behaviour behaviour, int port, int threadCount, Optional<SslContext> tls) {
    return new VirtualS3(holdings, behaviour, port, threadCount, tls);
  }

  public int port() {
    return port(listening);
  }

  /** Where clients find it; they must use path style. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Where clients that speak TLS find it; empty if it does not. */
  public Optional<URI> tlsEndpoint() {
    return listeningForTls.map(channel -> URI.create("https://127.0.0.1:" + port(channel)));
  }

  private static int port(Channel channel) {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Serves otherwise from the next request on. Draws of chances begin anew. */
  public void behave(Behaviour behaviour) {
    service.behave(behaviour);
  }

  public Behaviour behaviour() {
    return service.behaviour();
  }

  public Ledger ledger() {
    return ledger;
  }

  /** What is to happen at one certain request. */
  public Cues cues() {
    return cues;
  }

  /** What came to it, once it is told to keep that. */
  public RequestLog log() {
    return log;
  }

  /** What it does otherwise than S3. */
  public Quirks quirks() {
    return quirks;
  }

  /** What it does with bodies that it keeps nothing of. */
  public Sink sink() {
    return sink;
  }

  /** How the destination compares with the source now. */
  public Verdict verdict() {
    return buckets.verdict();
  }

  /** Multipart uploads that are neither completed nor aborted. */
  public int uploadsOpen() {
    return buckets.uploads().size();
  }

  /** Adds a source object of any size without bytes. */
  public void addSource(String key, long size) {
    String identity = Md5.hex(Bytes.ascii("added " + key + ' ' + size));
    buckets
        .source()
        .store(
            ObjectKey.of(key),
            StoredObject.whole(Content.virtual(identity, size), StoredObject.Properties.PLAIN));
  }

  /** Adds a source object that was made of parts of these sizes, without bytes. */
  public void addSourceOfParts(String key, Long... sizes) {
    long size = Arrays.stream(sizes).mapToLong(Long::longValue).sum();
    String identity = Md5.hex(Bytes.ascii("added " + key + ' ' + size));
    buckets
        .source()
        .store(
            ObjectKey.of(key),
            StoredObject.ofParts(Content.virtual(identity, size), List.of(sizes)));
  }

  /**
   * Puts an object into a bucket, as if it had bytes.
   *
   * @param object its identity has 32 hex digits
   * @param modified when it seems to have been written
   * @param partSizes of the parts that it was made of, in bytes; none if it was made by one call
   */
  public void put(
      String bucket, String key, HeldObject object, Instant modified, List<Long> partSizes) {
    buckets.require(bucket).store(ObjectKey.of(key), object.stored(modified, partSizes));
  }

  /** Removes an object of a bucket, if it is there. */
  public void delete(String bucket, String key) {
    buckets.require(bucket).remove(ObjectKey.of(key));
  }

  /** The objects of a bucket that are more than a bit, by key. */
  public Map<String, HeldObject> held(String bucket) {
    Map<String, HeldObject> held = new TreeMap<>();
    buckets
        .require(bucket)
        .kept()
        .forEach((key, object) -> held.put(key.toString(), HeldObject.of(object)));
    return held;
  }

  /** The ETags of the objects of a bucket that are more than a bit, by key. */
  public Map<String, String> etags(String bucket) {
    Map<String, String> etags = new TreeMap<>();
    buckets
        .require(bucket)
        .kept()
        .forEach((key, object) -> etags.put(key.toString(), object.etag()));
    return etags;
  }

  /**
   * Gives a source object other content of the same size.
   *
   * @return its new ETag
   */
  public String overwriteSource(String key) {
    return buckets.overwriteSource(ObjectKey.of(key)).etag();
  }

  /** Gives a synthetic source object the content back that it had at first, written now. */
  public void putBackSource(String key) {
    buckets.putBackSource(ObjectKey.of(key));
  }

  public void deleteSource(String key) {
    buckets.source().remove(ObjectKey.of(key));
  }

  /** Puts the destination back to its start, drops all uploads, and begins to count anew. */
  public void reset() {
    buckets.resetDestination();
    sink.clear();
    ledger.reset();
  }

  /** Waits until somebody closes the server. */
  void awaitClose() throws InterruptedException {
    listening.closeFuture().sync();
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    listeningForTls.ifPresent(channel -> channel.close().syncUninterruptibly());
    threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private Channel listen(int port, Optional<SslContext> tls) {
    Control control = new Control(this);
    HttpDecoderConfig decoding =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(16 << 10)
            .setMaxHeaderSize(64 << 10)
            .setMaxChunkSize(64 << 10)
            .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory().withValidation(false));
    return new ServerBootstrap()
        .group(threads)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 1024)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                if (tls.isPresent()) {
                  channel.pipeline().addLast(tls.get().newHandler(channel.alloc()));
                }
                channel
                    .pipeline()
                    .addLast(
                        new HttpRequestDecoder(decoding),
                        new ChunkedWriteHandler(),
                        new SinkConnection(sink, ledger, service),
                        new Connection(service, control));
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .syncUninterruptibly()
        .channel();
  }
}
