package org.bucketcopy.job;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.junit.jupiter.api.AfterEach;

/** The whole job on Baidu BOS, from one region to another. */
final class BosJobTest implements CopiedBucketContract {
  private final BosServer server = BosServer.start();

  BosJobTest() {
    server.create(FROM, "su");
    server.create(TO, "bj");
  }

  @AfterEach
  void stop() {
    server.close();
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
  public void put(String key, byte[] content) {
    ImmutableMap.Builder<ContentHeader, String> headers = ImmutableMap.builder();
    for (ContentHeader header : ContentHeader.values()) {
      Optional.ofNullable(HEADERS.get(name(header))).ifPresent(v -> headers.put(header, v));
    }
    server.put(
        new Bucket("bos", FROM).object(key),
        content,
        new ObjectMetadata(headers.buildOrThrow(), USER, TAGS, Optional.empty()));
  }

  @Override
  public Held held(String key) {
    ObjectLocation object = new Bucket("bos", TO).object(key);
    ObjectMetadata carried = server.carried(object);
    Map<String, String> headers = new HashMap<>();
    carried.headers().forEach((header, value) -> headers.put(name(header), value));
    return Held.of(server.read(object), headers, carried.user(), carried.tags());
  }

  @Override
  public List<String> keys() {
    return server.keys(TO);
  }

  private static String name(ContentHeader header) {
    return Ascii.toLowerCase(header.headerName());
  }
}
