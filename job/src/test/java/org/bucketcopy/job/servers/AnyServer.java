package org.bucketcopy.job.servers;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.bos.BosCall;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.servers.bos.Fault;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssServer;
import org.bucketcopy.job.servers.virtual.HeldObject;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.Quirk;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * A server of any of the three stores, with the buckets {@code source} and {@code destination}: for
 * what they have in common.
 */
public interface AnyServer extends AutoCloseable {
  /** The bucket to copy from. */
  String SOURCE = VirtualS3.SOURCE;

  /** The bucket to copy to. */
  String DESTINATION = VirtualS3.DESTINATION;

  /** The kinds of servers. */
  enum Kind {
    S3("s3", "s3a"),
    OSS("oss", "oss"),
    BOS("bos", "bos");

    private final String scheme;
    private final String family;

    Kind(String scheme, String family) {
      this.scheme = scheme;
      this.family = family;
    }

    /** The scheme of the store's addresses. */
    public String scheme() {
      return scheme;
    }

    /** The store's name in Hadoop's settings. */
    public String family() {
      return family;
    }

    /** Starts a server. */
    public AnyServer start() {
      return switch (this) {
        case S3 -> new OfS3();
        case OSS -> new OfOss();
        case BOS -> new OfBos();
      };
    }
  }

  /** The calls that a preflight makes. */
  enum Call {
    LOOK_AT_BUCKET,
    LIST,
    HEAD,
    READ_TAGS,
    WRITE_TAGS,
    INITIATE,
    COPY_PART,
    LIST_PARTS,
    LIST_UPLOADS,
    ABORT
  }

  /** What Hadoop needs to reach it, by its names. */
  Map<String, String> settings();

  /** Puts an object of some bytes into {@link #SOURCE}. */
  default void put(String key, int size) {
    put(key, size, Map.of());
  }

  /** The same with headers that its HEAD is to have. */
  void put(String key, int size, Map<String, String> headers);

  /** All keys of {@link #DESTINATION}. */
  List<String> copied();

  /** What was asked of it so far. */
  List<SentRequest> sent();

  /** Multipart uploads into {@link #DESTINATION} that are neither completed nor aborted. */
  int uploadsOpen();

  /** From now on, no copy looks at the ETag that its source must have. */
  void ignoreIfMatch();

  /** What its login may not do. */
  Rights rights();

  /** A call, as {@link #rights} have it. */
  Enum<?> call(Call call);

  @Override
  void close();

  /** {@link VirtualS3}. */
  final class OfS3 implements AnyServer {
    private final VirtualS3 server =
        VirtualS3.start(Holdings.of(SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(0, 1))));

    /** Starts one. */
    public OfS3() {
      server.log().keep();
    }

    /** The server itself. */
    public VirtualS3 server() {
      return server;
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(
          "fs.s3a.endpoint", server.endpoint().toString(),
          "fs.s3a.access.key", "user",
          "fs.s3a.secret.key", "unchecked");
    }

    @Override
    @SuppressWarnings("deprecation") // an identity is made like an MD5
    public void put(String key, int size, Map<String, String> headers) {
      String identity = Hashing.md5().hashString(key, StandardCharsets.UTF_8).toString();
      server.put(
          SOURCE, key, new HeldObject(identity, size, headers, Map.of()), Instant.now(), List.of());
    }

    @Override
    public List<String> copied() {
      return List.copyOf(server.held(DESTINATION).keySet());
    }

    @Override
    public List<SentRequest> sent() {
      return server.log().all();
    }

    @Override
    public int uploadsOpen() {
      return server.uploadsOpen();
    }

    @Override
    public void ignoreIfMatch() {
      server.quirks().always(Quirk.IGNORED_IF_MATCH);
    }

    @Override
    public Rights rights() {
      return server.quirks().rights();
    }

    @Override
    public Enum<?> call(Call call) {
      return switch (call) {
        case LOOK_AT_BUCKET -> Operation.HEAD_BUCKET;
        case LIST -> Operation.LIST_OBJECTS;
        case HEAD -> Operation.HEAD_OBJECT;
        case READ_TAGS -> Operation.READ_TAGS;
        case WRITE_TAGS -> Operation.WRITE_TAGS;
        case INITIATE -> Operation.INITIATE;
        case COPY_PART -> Operation.COPY_PART;
        case LIST_PARTS -> Operation.LIST_PARTS;
        case LIST_UPLOADS -> Operation.LIST_UPLOADS;
        case ABORT -> Operation.ABORT;
      };
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** {@link OssServer}. */
  final class OfOss implements AnyServer {
    private static final OssLogin LOGIN = new OssLogin("LTAI-job", "its-secret", Optional.empty());

    private final OssServer server;

    /** Starts one. */
    public OfOss() {
      try {
        server = new OssServer(1000);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.accept(LOGIN);
      server.create(SOURCE, OssServer.REGION);
      server.create(DESTINATION, OssServer.REGION);
    }

    /** The server itself. */
    public OssServer server() {
      return server;
    }

    @Override
    public Map<String, String> settings() {
      return server.settings(LOGIN);
    }

    @Override
    public void put(String key, int size, Map<String, String> headers) {
      server.put(SOURCE, key, new byte[size], headers, "Standard");
    }

    @Override
    public List<String> copied() {
      return server.keys(DESTINATION);
    }

    @Override
    public List<SentRequest> sent() {
      return server.sent();
    }

    @Override
    public int uploadsOpen() {
      return server.uploadsOpen(DESTINATION);
    }

    @Override
    public void ignoreIfMatch() {
      server.watch(kind -> Optional.of(OssFault.IGNORED_IF_MATCH));
    }

    @Override
    public Rights rights() {
      return server.rights();
    }

    @Override
    public Enum<?> call(Call call) {
      return switch (call) {
        case LOOK_AT_BUCKET -> OssCallKind.GET_BUCKET_INFO;
        case LIST -> OssCallKind.LIST_OBJECTS;
        case HEAD -> OssCallKind.HEAD_OBJECT;
        case READ_TAGS -> OssCallKind.READ_TAGS;
        case WRITE_TAGS -> OssCallKind.WRITE_TAGS;
        case INITIATE -> OssCallKind.INITIATE;
        case COPY_PART -> OssCallKind.UPLOAD_PART_COPY;
        case LIST_PARTS -> OssCallKind.LIST_PARTS;
        case LIST_UPLOADS -> OssCallKind.LIST_UPLOADS;
        case ABORT -> OssCallKind.ABORT;
      };
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** {@link BosServer}. */
  final class OfBos implements AnyServer {
    private final BosServer server = BosServer.start();

    /** Starts one. */
    public OfBos() {
      server.create(SOURCE, "bj");
      server.create(DESTINATION, "bj");
    }

    /** The server itself. */
    public BosServer server() {
      return server;
    }

    @Override
    public Map<String, String> settings() {
      return server.settings();
    }

    @Override
    public void put(String key, int size, Map<String, String> headers) {
      server.put(
          new Bucket("bos", SOURCE).object(key), new byte[size], ObjectMetadata.NONE, headers);
    }

    @Override
    public List<String> copied() {
      return server.keys(DESTINATION);
    }

    @Override
    public List<SentRequest> sent() {
      return server.sent();
    }

    @Override
    public int uploadsOpen() {
      return server.uploadsOpen(DESTINATION);
    }

    @Override
    public void ignoreIfMatch() {
      server.watch(call -> Optional.of(Fault.IF_MATCH_IGNORED));
    }

    @Override
    public Rights rights() {
      return server.rights();
    }

    @Override
    public Enum<?> call(Call call) {
      return switch (call) {
        case LOOK_AT_BUCKET -> BosCall.LOCATION;
        case LIST -> BosCall.LIST_OBJECTS;
        case HEAD -> BosCall.HEAD_OBJECT;
        case READ_TAGS -> BosCall.READ_TAGS;
        case WRITE_TAGS -> BosCall.WRITE_TAGS;
        case INITIATE -> BosCall.INITIATE;
        case COPY_PART -> BosCall.COPY_PART;
        case LIST_PARTS -> BosCall.LIST_PARTS;
        case LIST_UPLOADS -> BosCall.LIST_UPLOADS;
        case ABORT -> BosCall.ABORT;
      };
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
