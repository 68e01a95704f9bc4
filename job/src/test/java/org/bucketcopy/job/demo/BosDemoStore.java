package org.bucketcopy.job.demo;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;

/** BOS: a server in this process, which is filled and read without a request. */
final class BosDemoStore implements DemoStore {
  private final BosServer server = BosServer.start();

  private BosDemoStore() {}

  /** Starts the server on a free port; it keeps its objects in memory. */
  static BosDemoStore start(Path directory) {
    return new BosDemoStore();
  }

  @Override
  public String description() {
    return "BOS server at " + server.endpoint();
  }

  @Override
  public Map<String, String> settings() {
    return server.settings();
  }

  @Override
  public void createBucket(String bucket) {
    server.create(bucket, "bj");
  }

  @Override
  public void put(String bucket, DemoObject object) {
    Map<ContentHeader, String> headers = new EnumMap<>(ContentHeader.class);
    for (ContentHeader header : ContentHeader.values()) {
      Optional.ofNullable(object.headers().get(header.headerName()))
          .ifPresent(value -> headers.put(header, value));
    }
    try (InputStream in = object.content()) {
      server.put(
          location(bucket, object.key()),
          in.readAllBytes(),
          new ObjectMetadata(headers, object.metadata(), Map.of(), Optional.empty()));
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
    byte[] content = server.read(location(bucket, key));
    ObjectMetadata carried = server.carried(location(bucket, key));
    Map<String, String> headers = new HashMap<>();
    carried.headers().forEach((header, value) -> headers.put(header.headerName(), value));
    return new StoredObject(
        content.length, Hashing.sha256().hashBytes(content).toString(), headers, carried.user());
  }

  private static ObjectLocation location(String bucket, String key) {
    return new Bucket("bos", bucket).object(key);
  }

  @Override
  public void close() {
    server.close();
  }
}
