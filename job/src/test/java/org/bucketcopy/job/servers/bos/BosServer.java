package org.bucketcopy.job.servers.bos;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.bucketcopy.job.servers.AnswerQuirks;
import org.bucketcopy.job.servers.EchoedKey;
import org.bucketcopy.job.servers.HeaderBytes;
import org.bucketcopy.job.servers.HeaderQuirk;
import org.bucketcopy.job.servers.ListingQuirks;
import org.bucketcopy.job.servers.Rights;
import org.bucketcopy.job.servers.SentRequest;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;

/** A BOS on 127.0.0.1 and a port of its own, with one login, until it is closed. */
public final class BosServer implements AutoCloseable {
  public static final String ACCESS_KEY = "local-access-key";
  public static final String SECRET_KEY = "local-secret-key";

  private final ServerSocket listener;
  private final BosService service;
  private final BosLogins logins = new BosLogins();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Map<BosCall, Queue<Fault>> faults = new ConcurrentHashMap<>();
  private final SentBodies bodies = new SentBodies();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<SentRequest> sent = new ConcurrentLinkedQueue<>();
  private volatile EchoedKey echoedKey = EchoedKey.SOUND;
  private volatile HeaderQuirk headers = HeaderQuirk.NONE;
  private volatile Function<BosCall, Optional<Fault>> watcher = call -> Optional.empty();

  private BosServer(ServerSocket listener, int pageSize) {
    this.listener = listener;
    this.service = new BosService(pageSize);
    logins.accept(ACCESS_KEY, SECRET_KEY);
  }

  /** A running server whose listings have pages of 1000. */
  public static BosServer start() {
    return start(1000);
  }

  /** A running server whose listings have at most {@code pageSize} entries on a page. */
  public static BosServer start(int pageSize) {
    return start(pageSize, ServerSocketFactory.getDefault());
  }

  /** A running server that speaks TLS, and nothing else. */
  public static BosServer start(SSLContext tls) {
    return start(1000, tls.getServerSocketFactory());
  }

  private static BosServer start(int pageSize, ServerSocketFactory sockets) {
    try {
      ServerSocket listener = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
      BosServer server = new BosServer(listener, pageSize);
      daemon("bos-server", server::listen);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code fs.bos.endpoint} has to be. */
  public String endpoint() {
    String scheme = listener instanceof SSLServerSocket ? "https" : "http";
    return scheme + "://127.0.0.1:" + listener.getLocalPort();
  }

  /** The settings that the job needs to reach it. */
  public Map<String, String> settings() {
    return Map.of(
        "fs.bos.endpoint", endpoint(),
        "fs.bos.access.key", ACCESS_KEY,
        "fs.bos.secret.access.key", SECRET_KEY);
  }

  /** Makes an empty bucket. */
  public void create(String bucket, String region) {
    service.create(bucket, region);
  }

  /** Puts an object as another client would. */
  public void put(ObjectLocation object, byte[] content, ObjectMetadata metadata) {
    put(object, BosObject.of(content, BosHeaderFields.carried(metadata)));
  }

  /** Puts an object whose HEAD also has {@code headers}, such as {@code x-bce-object-type}. */
  public void put(
      ObjectLocation object, byte[] content, ObjectMetadata metadata, Map<String, String> headers) {
    put(object, BosObject.of(content, BosHeaderFields.carried(metadata)).withMore(headers));
  }

  private void put(ObjectLocation object, BosObject content) {
    service.put(object.bucket().name(), object.key(), content);
  }

  /** All bytes of an object. */
  public byte[] read(ObjectLocation object) {
    return service.object(object.bucket().name(), object.key()).content().clone();
  }

  /** What an object carries. */
  public ObjectMetadata carried(ObjectLocation object) {
    BosObject.Carried carried = service.object(object.bucket().name(), object.key()).carried();
    ImmutableMap.Builder<ContentHeader, String> headers = ImmutableMap.builder();
    for (ContentHeader header : ContentHeader.values()) {
      Optional.ofNullable(carried.headers().get(header.headerName()))
          .ifPresent(value -> headers.put(header, HeaderBytes.text(value)));
    }
    return new ObjectMetadata(
        headers.buildOrThrow(),
        Maps.transformValues(carried.user(), HeaderBytes::text),
        carried.tags(),
        Optional.of(carried.storageClass()));
  }

  /** Makes an object one that was written at another time. */
  public void date(ObjectLocation object, Instant modified) {
    BosObject now = service.object(object.bucket().name(), object.key());
    put(object, now.modifiedAt(modified));
  }

  /** Removes an object; nothing happens if it is not there. */
  public void delete(ObjectLocation object) {
    service.delete(object.bucket().name(), object.key());
  }

  /** All keys of a bucket. */
  public List<String> keys(String bucket) {
    return service.keys(bucket);
  }

  /** Multipart uploads into a bucket that are neither completed nor aborted. */
  public int uploadsOpen(String bucket) {
    return service.uploadsOpen(bucket);
  }

  /** The next {@code call} meets {@code fault}; more than one are met in turn. */
  public void next(BosCall call, Fault fault) {
    faults.computeIfAbsent(call, c -> new ConcurrentLinkedQueue<>()).add(fault);
  }

  /** The body of the next {@code call} meets {@code fault}. */
  public void next(BosCall call, BodyFault fault) {
    bodies.next(call, fault);
  }

  /** No body is to meet a fault any more. */
  public void clearBodyFaults() {
    bodies.clear();
  }

  /** Writes control characters as they are into JSON from now on, unless it is to be sound. */
  public void echo(EchoedKey wording) {
    echoedKey = wording;
  }

  /** Shows so from now on what objects carry. */
  public void show(HeaderQuirk wording) {
    headers = wording;
  }

  /**
   * Asks this at each request how to answer it; empty for what {@link #next} says. Many requests
   * may ask at once.
   */
  public void watch(Function<BosCall, Optional<Fault>> watcher) {
    this.watcher = watcher;
  }

  /** From now on only requests with this session token, or another accepted so, are taken. */
  public void acceptToken(String token) {
    logins.acceptToken(token);
  }

  /** From now on this session token is not taken any more. */
  public void revokeToken(String token) {
    logins.revokeToken(token);
  }

  /** How it lists. */
  public ListingQuirks quirks() {
    return service.quirks();
  }

  /** How it answers. */
  public AnswerQuirks answers() {
    return service.answers();
  }

  /** What its login may not do; a copy needs to be allowed HEAD_OBJECT of its source. */
  public Rights rights() {
    return service.rights();
  }

  /** All requests up to now: method, path and parameters as they were sent. */
  public List<String> requests() {
    return ImmutableList.copyOf(requests);
  }

  /** The same with their headers, of those that were signed right. */
  public List<SentRequest> sent() {
    return ImmutableList.copyOf(sent);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        daemon("bos-server-connection", () -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        InputStream in = new BufferedInputStream(connection.getInputStream());
        OutputStream out = new BufferedOutputStream(connection.getOutputStream())) {
      connection.setTcpNoDelay(true);
      Optional<HttpRequest> request = bodies.read(in, connection);
      while (request.isPresent()) {
        HttpAnswer answer;
        try {
          answer = answer(request.get());
        } catch (OddlyAnswered odd) {
          odd.answer().write(out);
          return;
        }
        answer.write(out, request.get().method(), headers);
        if (!answer.keepsConnection()) {
          answer.end(connection);
          return;
        }
        request = bodies.read(in, connection);
      }
    } catch (IOException e) {
      // The client has gone, or the server is closed.
    } finally {
      connections.remove(connection);
    }
  }

  private HttpAnswer answer(HttpRequest request) {
    requests.add(request.method() + " " + request.rawPath() + " " + request.query());
    String id = UUID.randomUUID().toString().toLowerCase(Locale.ROOT);
    HttpAnswer answer;
    try {
      logins.check(request);
      answer = worked(request);
    } catch (BosError error) {
      answer = error.answer(id);
    }
    return answer.with(Map.of("x-bce-request-id", id, "Server", "BceBos"));
  }

  private HttpAnswer worked(HttpRequest request) {
    BosPath path = BosPath.of(request.rawPath());
    BosCall call = BosCall.of(request, !path.key().isEmpty());
    sent.add(new SentRequest(call.name(), request.headers()));
    if (call == BosCall.INITIATE
        && request.headers().values().stream().anyMatch(headers::refuses)) {
      throw new BosError(403, "SignatureDoesNotMatch", "The signature is another one.");
    }
    Fault fault =
        watcher
            .apply(call)
            .or(
                () ->
                    Optional.ofNullable(faults.get(call))
                        .flatMap(queue -> Optional.ofNullable(queue.poll())))
            .orElse((asked, work) -> work.apply(asked));
    EchoedKey wording = call == BosCall.READ_OBJECT ? EchoedKey.SOUND : echoedKey;
    return fault.answer(
        request, asked -> service.answer(asked, path.bucket(), path.key()).echoing(wording));
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
