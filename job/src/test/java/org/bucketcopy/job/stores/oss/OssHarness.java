package org.bucketcopy.job.stores.oss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssServer;
import org.bucketcopy.job.stores.HadoopStoreSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.Promise;
import org.bucketcopy.planner.store.StoreHarness;

/** The OSS store on the OSS server of the tests. */
final class OssHarness implements StoreHarness, AutoCloseable {
  private static final int PAGE = 7;
  private static final Set<Promise> NOT_KEPT =
      EnumSet.of(Promise.COMPOSITE_ETAG, Promise.VERSIONS, Promise.LEADING_SLASH_KEYS);

  private final OssServer server;
  private final Bucket source = new Bucket("oss", "source");
  private final Bucket destination = new Bucket("oss", "destination");
  private final Configuration configuration = new Configuration(false);

  OssHarness() {
    try {
      this.server = new OssServer(PAGE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.create(source.name(), OssServer.REGION);
    server.create(destination.name(), OssServer.REGION);
    server.accept(new OssLogin("LTAI-contract", "its-secret", Optional.of("its-token")));
    configuration.set("fs.oss.endpoint", server.endpoint());
    configuration.set("fs.oss.region", OssServer.REGION);
    configuration.set("fs.oss.accessKeyId", "LTAI-contract");
    configuration.set("fs.oss.accessKeySecret", "its-secret");
    configuration.set("fs.oss.securityToken", "its-token");
  }

  OssServer server() {
    return server;
  }

  Configuration configuration() {
    return configuration;
  }

  @Override
  public ObjectStore open() {
    return Openers.oss(Map.of())
        .open(source, new HadoopStoreSettings(configuration, "oss", source.name()), 64);
  }

  @Override
  public ObjectPrefix source() {
    return new ObjectPrefix(source, "from/");
  }

  @Override
  public ObjectPrefix destination() {
    return new ObjectPrefix(destination, "to/");
  }

  @Override
  public void put(ObjectLocation object, byte[] content, ObjectMetadata metadata) {
    Map<String, String> headers = new HashMap<>();
    metadata.headers().forEach((header, value) -> headers.put(header.headerName(), value));
    metadata.user().forEach((name, value) -> headers.put("x-oss-meta-" + name, value));
    server.put(
        object.bucket().name(),
        object.key(),
        content,
        headers,
        metadata.storageClass().orElse("Standard"));
  }

  @Override
  public byte[] read(ObjectLocation object) {
    return server.read(object.bucket().name(), object.key());
  }

  @Override
  public boolean supports(Promise promise) {
    return !NOT_KEPT.contains(promise);
  }

  @Override
  public int pageSize() {
    return PAGE;
  }

  @Override
  public String otherStorageClass() {
    return "IA";
  }

  @Override
  public void close() {
    server.close();
  }
}
