package org.bucketcopy.job.servers.oss;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.bucketcopy.job.servers.AnswerQuirks;
import org.bucketcopy.job.servers.EchoedKey;
import org.bucketcopy.job.servers.HeaderBytes;
import org.bucketcopy.job.servers.HeaderQuirk;
import org.bucketcopy.job.servers.ListingQuirk;
import org.bucketcopy.job.servers.ListingQuirks;
import org.bucketcopy.job.servers.Rights;
import org.bucketcopy.job.servers.SentRequest;
import org.bucketcopy.planner.store.Right;

/** OSS in memory, on 127.0.0.1 and a free port. */
public final class OssServer implements AutoCloseable {
  static final String REQUEST_ID = "655D94A2F3C1E83537AA1234";

  /** The region that requests must be signed for, and that buckets are in by default. */
  public static final String REGION = "cn-hangzhou";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final OssSignature signature;
  private final Map<String, OssLogin> logins = new ConcurrentHashMap<>();
  private final Map<String, OssBucket> buckets = new ConcurrentHashMap<>();
  private final Map<OssCallKind, Queue<OssFault>> faults = new EnumMap<>(OssCallKind.class);
  private final Queue<OssCallKind> brokenOff = new ConcurrentLinkedQueue<>();
  private final List<OssRequest> requests = new ArrayList<>();
  private final BucketCalls bucketCalls;
  private final ObjectCalls objectCalls = new ObjectCalls();
  private final ByteCalls byteCalls = new ByteCalls();
  private final UploadCalls uploadCalls;
  private final ListingQuirks quirks = new ListingQuirks();
  private volatile HeaderQuirk headers = HeaderQuirk.NONE;
  private final AnswerQuirks answers = new AnswerQuirks();
  private final OddReplies odd = new OddReplies(answers);
  private final Rights rights = new Rights();
  private volatile Function<OssCallKind, Optional<OssFault>> watcher = kind -> Optional.empty();

  /**
   * Starts.
   *
   * @param pageSize most entries of a page, whatever a request asks for
   */
  public OssServer(int pageSize) throws IOException {
    this(pageSize, HttpServer.create());
  }

  /** Starts one that speaks TLS, and nothing else. */
  public OssServer(SSLContext tls) throws IOException {
    this(1000, https(tls));
  }

  private OssServer(int pageSize, HttpServer http) throws IOException {
    for (OssCallKind kind : OssCallKind.values()) {
      faults.put(kind, new ConcurrentLinkedQueue<>());
    }
    this.bucketCalls = new BucketCalls(pageSize);
    this.uploadCalls = new UploadCalls(pageSize);
    this.signature = new OssSignature(REGION, id -> Optional.ofNullable(logins.get(id)));
    this.http = http;
    http.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  private static HttpServer https(SSLContext tls) throws IOException {
    HttpsServer https = HttpsServer.create();
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    return https;
  }

  /** The value for {@code fs.oss.endpoint}. */
  public String endpoint() {
    String scheme = http instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + http.getAddress().getPort();
  }

  /** The settings that the job needs to reach it with a login that it knows. */
  public Map<String, String> settings(OssLogin login) {
    return Map.of(
        "fs.oss.endpoint", endpoint(),
        "fs.oss.region", REGION,
        "fs.oss.accessKeyId", login.accessKeyId(),
        "fs.oss.accessKeySecret", login.accessKeySecret());
  }

  /** Knows an identity from now on; forgets what it knew under the same id. */
  public void accept(OssLogin login) {
    logins.put(login.accessKeyId(), login);
  }

  /** Does not know an identity any more. */
  public void forget(String accessKeyId) {
    logins.remove(accessKeyId);
  }

  /** Makes a bucket in a region. */
  public OssBucket create(String name, String region) {
    OssBucket bucket = new OssBucket(name, "oss-" + region);
    buckets.put(name, bucket);
    return bucket;
  }

  /**
   * Puts an object of type Normal.
   *
   * @param carried content headers and {@code x-oss-meta-*}
   */
  public synchronized void put(
      String bucket, String key, byte[] content, Map<String, String> carried, String storageClass) {
    Map<String, String> lower = new ConcurrentHashMap<>();
    carried.forEach(
        (name, value) -> lower.put(name.toLowerCase(Locale.ROOT), HeaderBytes.octets(value)));
    OssObject object = OssObject.normal(Content.of(content), ObjectCalls.kept(lower), storageClass);
    bucket(bucket).objects().put(key, object);
  }

  /** Makes an object one that was written at another time. */
  public synchronized void date(String bucket, String key, Instant modified) {
    bucket(bucket).objects().put(key, bucket(bucket).object(key).modifiedAt(modified));
  }

  /** Removes an object; nothing happens if it is not there. */
  public synchronized void delete(String bucket, String key) {
    bucket(bucket).objects().remove(key);
  }

  /** Makes an object one of another type: {@code Appendable}, {@code Symlink}. */
  public synchronized void retype(String bucket, String key, String type) {
    bucket(bucket).objects().put(key, bucket(bucket).object(key).ofType(type));
  }

  /** Tags an object. */
  public synchronized void tag(String bucket, String key, Map<String, String> tags) {
    bucket(bucket).objects().put(key, bucket(bucket).object(key).withTags(tags));
  }

  /** The object as it is now. */
  public synchronized OssObject object(String bucket, String key) {
    return bucket(bucket).object(key);
  }

  /** All keys of a bucket. */
  public synchronized List<String> keys(String bucket) {
    return ImmutableList.copyOf(bucket(bucket).objects().keySet());
  }

  /** Multipart uploads into a bucket that are neither completed nor aborted. */
  public synchronized int uploadsOpen(String bucket) {
    return bucket(bucket).uploads().size();
  }

  /** The object's bytes. */
  public synchronized byte[] read(String bucket, String key) {
    return bucket(bucket).object(key).content().bytes();
  }

  /** Answers the next request of this kind so; may be asked for several in turn. */
  public void next(OssCallKind kind, OssFault fault) {
    faultsOf(kind).add(fault);
  }

  /** Closes the connection of the next request of this kind when half its body has come. */
  public void breakOffNext(OssCallKind kind) {
    brokenOff.add(kind);
  }

  /** No request is to be broken off any more. */
  public void breakOffNone() {
    brokenOff.clear();
  }

  /** How it lists. */
  public ListingQuirks quirks() {
    return quirks;
  }

  /** Writes keys so from now on, but into listings. */
  public void echo(EchoedKey wording) {
    uploadCalls.echo(wording);
  }

  /** Shows so from now on what objects carry. */
  public void show(HeaderQuirk wording) {
    headers = wording;
  }

  /** How it answers. */
  public AnswerQuirks answers() {
    return answers;
  }

  /** What its logins may not do; a copy needs to be allowed HEAD_OBJECT of its source. */
  public Rights rights() {
    return rights;
  }

  /**
   * Asks this at each request how to answer it; empty for what {@link #next} says. Many requests
   * may ask at once.
   */
  public void watch(Function<OssCallKind, Optional<OssFault>> watcher) {
    this.watcher = watcher;
  }

  /** All requests so far that were signed right. */
  public synchronized List<OssRequest> requests() {
    return ImmutableList.copyOf(requests);
  }

  /** The same by what they ask for. */
  public List<SentRequest> sent() {
    return requests().stream()
        .map(request -> new SentRequest(OssCallKind.of(request).name(), request.headers()))
        .toList();
  }

  private Queue<OssFault> faultsOf(OssCallKind kind) {
    return Optional.ofNullable(faults.get(kind)).orElseThrow();
  }

  private OssBucket bucket(String name) {
    return Optional.ofNullable(buckets.get(name)).orElseThrow(OssRefusal::noSuchBucket);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (isBrokenOff(exchange)) {
        return;
      }
      OssRequest request = OssRequest.of(exchange);
      Optional<OssReply> reply = answer(request);
      if (reply.isPresent()) {
        send(exchange, reply.get());
      }
    }
  }

  private boolean isBrokenOff(HttpExchange exchange) throws IOException {
    if (brokenOff.isEmpty()) {
      return false;
    }
    OssRequest head = OssRequest.head(exchange);
    if (head.key().isEmpty() || !brokenOff.remove(OssCallKind.of(head))) {
      return false;
    }
    long length = Long.parseLong(head.header("content-length").orElse("0"));
    exchange.getRequestBody().skipNBytes(length / 2);
    return true;
  }

  private Optional<OssReply> answer(OssRequest request) {
    try {
      signature.check(request);
      request.checkDigest();
      synchronized (this) {
        requests.add(request);
      }
      OssCallKind kind = OssCallKind.of(request);
      return watcher
          .apply(kind)
          .or(() -> Optional.ofNullable(faultsOf(kind).poll()))
          .orElse((asked, work) -> Optional.of(work.on(asked)))
          .answer(request, asked -> work(kind, asked));
    } catch (OssRefusal refusal) {
      return Optional.of(refusal.reply());
    }
  }

  private synchronized OssReply work(OssCallKind kind, OssRequest request) {
    return odd.answer(kind, request, asked -> read(kind, asked), asked -> done(kind, asked));
  }

  private OssObject read(OssCallKind kind, OssRequest request) {
    OssBucket bucket = bucket(request.bucket());
    return kind == OssCallKind.COPY_OBJECT
        ? source(request, bucket).object()
        : bucket.object(request.key());
  }

  private OssReply done(OssCallKind kind, OssRequest request) {
    OssBucket bucket = bucket(request.bucket());
    OssCallKind right = kind == OssCallKind.READ_OBJECT ? OssCallKind.HEAD_OBJECT : kind;
    allow(
        right,
        request.bucket(),
        request.key().isEmpty() ? request.parameter("prefix") : request.key());
    return switch (kind) {
      case GET_BUCKET_INFO -> bucketCalls.info(bucket);
      case LIST_OBJECTS -> sent(objects(bucket, request.heeded(quirks)));
      case LIST_UPLOADS -> sent(bucketCalls.uploads(bucket, request.heeded(quirks)));
      case HEAD_OBJECT -> objectCalls.head(bucket, request);
      case READ_OBJECT -> byteCalls.read(bucket, request);
      case PUT_OBJECT -> byteCalls.put(bucket, unrefused(request));
      case COPY_OBJECT -> objectCalls.copy(bucket, source(request, bucket), request);
      case DELETE_OBJECT -> objectCalls.delete(bucket, request);
      case DELETE_OBJECTS -> byteCalls.deleteAll(bucket, request, rights);
      case READ_TAGS -> objectCalls.tags(bucket, request);
      case WRITE_TAGS -> objectCalls.writeTags(bucket, request);
      case DELETE_TAGS -> objectCalls.deleteTags(bucket, request);
      case INITIATE -> uploadCalls.initiate(bucket, carrying(unrefused(request)));
      case UPLOAD_PART -> byteCalls.part(bucket, request);
      case UPLOAD_PART_COPY -> uploadCalls.copyPart(bucket, source(request, bucket), request);
      case LIST_PARTS -> sent(uploadCalls.parts(bucket, request.heeded(quirks)));
      case COMPLETE -> uploadCalls.complete(bucket, request);
      case ABORT -> uploadCalls.abort(bucket, request);
    };
  }

  /** The login must be allowed what an upload is to have beside its bytes. */
  private OssRequest carrying(OssRequest request) {
    if (request.header("x-oss-tagging").isPresent()) {
      allow(OssCallKind.WRITE_TAGS, request.bucket(), request.key());
    }
    if (request.header("x-oss-server-side-encryption").isPresent()
        && !rights.allow(Right.USE_KEY, request.bucket(), request.key())) {
      throw new OssRefusal(403, "AccessDenied", "You have no right to use the key.");
    }
    return request;
  }

  private OssRequest unrefused(OssRequest request) {
    if (request.headers().values().stream().anyMatch(headers::refuses)) {
      throw new OssRefusal(403, "SignatureDoesNotMatch", "The signature is not that of the bytes.");
    }
    return request;
  }

  private OssReply objects(OssBucket bucket, OssRequest request) {
    if (request.has("list-type") && quirks.has(ListingQuirk.V2_NOT_IMPLEMENTED)) {
      throw new OssRefusal(501, "NotImplemented", "This server does not know ListObjectsV2.");
    }
    if (request.has("list-type") && quirks.has(ListingQuirk.V2_INVALID)) {
      throw OssRefusal.invalidArgument("list-type is not known");
    }
    return bucketCalls.objects(bucket, request);
  }

  private OssReply sent(OssReply page) {
    byte[] sent = quirks.sent(page.body().getBytes(UTF_8));
    return OssReply.text(page.status(), "application/xml", new String(sent, UTF_8));
  }

  private CopiedSource source(OssRequest request, OssBucket destination) {
    CopiedSource.Name name = CopiedSource.name(request);
    allow(OssCallKind.HEAD_OBJECT, name.bucket(), name.key());
    return CopiedSource.of(request, destination, this::bucket);
  }

  private void allow(OssCallKind kind, String bucket, String key) {
    if (!rights.allow(kind, bucket, key)) {
      throw new OssRefusal(403, "AccessDenied", "You have no right to access this object.");
    }
  }

  private void send(HttpExchange exchange, OssReply reply) throws IOException {
    reply
        .headers()
        .forEach(
            (name, value) ->
                headers
                    .shown(name, value)
                    .forEach(one -> exchange.getResponseHeaders().add(name, one.getValue())));
    exchange.getResponseHeaders().set("Server", "AliyunOSS");
    exchange.getResponseHeaders().set("x-oss-request-id", REQUEST_ID);
    boolean bodyless = exchange.getRequestMethod().equals("HEAD") || reply.promised() == 0;
    exchange.sendResponseHeaders(reply.status(), bodyless ? -1 : reply.promised());
    if (!bodyless) {
      exchange.getResponseBody().write(reply.content().bytes());
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
