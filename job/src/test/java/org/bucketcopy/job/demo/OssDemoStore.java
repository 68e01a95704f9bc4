package org.bucketcopy.job.demo;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssObject;
import org.bucketcopy.job.servers.oss.OssServer;

/** OSS: a server in this process, which is filled and read without a request. */
final class OssDemoStore implements DemoStore {
  private static final int PAGE = 1000;

  private final OssServer server;
  private final OssLogin credentials;

  private OssDemoStore(OssServer server, OssLogin credentials) {
    this.server = server;
    this.credentials = credentials;
  }

  /** Starts the server on a free port; it keeps its objects in memory. */
  static OssDemoStore start(Path directory) throws IOException {
    OssLogin credentials =
        new OssLogin("LTAI-demo", UUID.randomUUID().toString(), Optional.empty());
    OssServer server = new OssServer(PAGE);
    server.accept(credentials);
    return new OssDemoStore(server, credentials);
  }

  @Override
  public String description() {
    return "OSS server at " + server.endpoint();
  }

  @Override
  public Map<String, String> settings() {
    return server.settings(credentials);
  }

  @Override
  public void createBucket(String bucket) {
    server.create(bucket, OssServer.REGION);
  }

  @Override
  public void put(String bucket, DemoObject object) {
    Map<String, String> headers = new HashMap<>(object.headers());
    object.metadata().forEach((name, value) -> headers.put("x-oss-meta-" + name, value));
    try (InputStream in = object.content()) {
      server.put(bucket, object.key(), in.readAllBytes(), headers, "Standard");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> keys(String bucket, String prefix) {
    return server.keys(bucket).stream().filter(key -> key.startsWith(prefix)).toList();
  }

  @Override
  public StoredObject read(String bucket, String key) {
    OssObject object = server.object(bucket, key);
    byte[] content = server.read(bucket, key);
    return new StoredObject(
        content.length,
        Hashing.sha256().hashBytes(content).toString(),
        object.contentHeaders(),
        object.userMetadata());
  }

  @Override
  public void close() {
    server.close();
  }
}
