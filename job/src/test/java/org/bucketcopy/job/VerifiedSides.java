package org.bucketcopy.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.EmbeddedS3;
import org.bucketcopy.job.servers.RgwServer;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssServer;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** A server with two buckets that are compared. */
interface VerifiedSides extends AutoCloseable {
  /** What should be copied. */
  String FROM = "from-bucket";

  /** Where to. */
  String TO = "to-bucket";

  /** The kinds of servers. */
  enum Kind {
    S3,
    OSS,
    BOS,
    RGW;

    VerifiedSides start() {
      return switch (this) {
        case S3 -> new OfS3();
        case OSS -> new OfOss();
        case BOS -> new OfBos();
        case RGW -> new OfRgw();
      };
    }
  }

  /** The scheme of the store's addresses. */
  String scheme();

  /** What Hadoop needs to reach it, by its names. */
  Map<String, String> settings();

  /** Puts an object with user metadata and, where the server has them, tags. */
  void put(
      String bucket,
      String key,
      byte[] content,
      Map<String, String> user,
      Map<String, String> tags);

  /** Puts a bare object. */
  default void put(String bucket, String key, byte[] content) {
    put(bucket, key, content, Map.of(), Map.of());
  }

  /** Whether the server has tags. */
  default boolean hasTags() {
    return true;
  }

  @Override
  void close();

  /** {@link EmbeddedS3}. */
  final class OfS3 implements VerifiedSides {
    private final EmbeddedS3 server = EmbeddedS3.inMemory();
    private final S3AsyncClient client = server.access().client();

    OfS3() {
      client.createBucket(request -> request.bucket(FROM)).join();
      client.createBucket(request -> request.bucket(TO)).join();
    }

    @Override
    public String scheme() {
      return "s3";
    }

    @Override
    public Map<String, String> settings() {
      S3Access access = server.access();
      Map<String, String> settings = new HashMap<>();
      access.settings().forEach((name, value) -> settings.put("fs.s3a." + name, value));
      return settings;
    }

    @Override
    public void put(
        String bucket,
        String key,
        byte[] content,
        Map<String, String> user,
        Map<String, String> tags) {
      client
          .putObject(
              request -> request.bucket(bucket).key(key).metadata(user),
              AsyncRequestBody.fromBytes(content))
          .join();
    }

    @Override
    public boolean hasTags() {
      return false;
    }

    @Override
    public void close() {
      client.close();
      server.close();
    }
  }

  /** {@link OssServer}. */
  final class OfOss implements VerifiedSides {
    private static final OssLogin LOGIN = new OssLogin("LTAI-job", "its-secret", Optional.empty());

    private final OssServer server;

    OfOss() {
      try {
        server = new OssServer(1000);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.accept(LOGIN);
      server.create(FROM, OssServer.REGION);
      server.create(TO, OssServer.REGION);
    }

    @Override
    public String scheme() {
      return "oss";
    }

    @Override
    public Map<String, String> settings() {
      return server.settings(LOGIN);
    }

    @Override
    public void put(
        String bucket,
        String key,
        byte[] content,
        Map<String, String> user,
        Map<String, String> tags) {
      Map<String, String> headers = new HashMap<>();
      user.forEach((name, value) -> headers.put("x-oss-meta-" + name, value));
      server.put(bucket, key, content, headers, "Standard");
      server.tag(bucket, key, tags);
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** {@link BosServer}. */
  final class OfBos implements VerifiedSides {
    private final BosServer server = BosServer.start();

    OfBos() {
      server.create(FROM, "bj");
      server.create(TO, "bj");
    }

    @Override
    public String scheme() {
      return "bos";
    }

    @Override
    public Map<String, String> settings() {
      return server.settings();
    }

    @Override
    public void put(
        String bucket,
        String key,
        byte[] content,
        Map<String, String> user,
        Map<String, String> tags) {
      server.put(
          new Bucket("bos", bucket).object(key),
          content,
          new ObjectMetadata(Map.of(), user, tags, Optional.empty()));
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** {@link RgwServer}, of which all tests share one. */
  final class OfRgw implements VerifiedSides {
    private final S3AsyncClient client = RgwServer.shared().access().client();

    OfRgw() {
      for (String bucket : List.of(FROM, TO)) {
        client.createBucket(request -> request.bucket(bucket)).join();
        empty(bucket);
      }
    }

    private void empty(String bucket) {
      client
          .listObjectsV2(request -> request.bucket(bucket))
          .join()
          .contents()
          .forEach(
              object ->
                  client.deleteObject(request -> request.bucket(bucket).key(object.key())).join());
    }

    @Override
    public String scheme() {
      return "s3";
    }

    @Override
    public Map<String, String> settings() {
      return RgwServer.shared().access().hadoopSettings();
    }

    @Override
    public void put(
        String bucket,
        String key,
        byte[] content,
        Map<String, String> user,
        Map<String, String> tags) {
      Tagging tagging =
          Tagging.builder()
              .tagSet(
                  tags.entrySet().stream()
                      .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                      .toList())
              .build();
      client
          .putObject(
              request -> request.bucket(bucket).key(key).metadata(user).tagging(tagging),
              AsyncRequestBody.fromBytes(content))
          .join();
    }

    @Override
    public void close() {
      empty(FROM);
      empty(TO);
      client.close();
    }
  }
}
