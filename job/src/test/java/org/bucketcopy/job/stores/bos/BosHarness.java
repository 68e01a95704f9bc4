package org.bucketcopy.job.stores.bos;

import com.google.common.collect.ImmutableMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.Promise;
import org.bucketcopy.planner.store.StoreHarness;

/** A server of its own with two buckets in two regions. */
final class BosHarness implements StoreHarness, AutoCloseable {
  private static final Bucket SOURCE = new Bucket("bos", "from-bucket");
  private static final Bucket DESTINATION = new Bucket("bos", "to-bucket");
  private static final Set<Promise> NOT_KEPT =
      EnumSet.of(
          Promise.COPY_OBJECT_IF_ABSENT,
          Promise.COMPOSITE_ETAG,
          Promise.VERSIONS,
          Promise.LEADING_SLASH_KEYS);

  private final BosServer server = BosServer.start(7);

  BosHarness() {
    server.create(SOURCE.name(), "su");
    server.create(DESTINATION.name(), "bj");
  }

  BosServer server() {
    return server;
  }

  @Override
  public ObjectStore open() {
    return open(4);
  }

  ObjectStore open(int connections) {
    return Openers.bos(Map.of())
        .open(
            DESTINATION,
            settings(
                ImmutableMap.of(
                    "endpoint", server.endpoint(),
                    "access.key", BosServer.ACCESS_KEY,
                    "secret.access.key", BosServer.SECRET_KEY)),
            connections);
  }

  /** Settings that may change while they are used, as {@code values} does. */
  static StoreSettings settings(Map<String, String> values) {
    return new StoreSettings() {
      @Override
      public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
      }

      @Override
      public Optional<Secret> secret(String name) {
        return text(name).map(Secret::new);
      }
    };
  }

  @Override
  public ObjectPrefix source() {
    return new ObjectPrefix(SOURCE, "from/");
  }

  @Override
  public ObjectPrefix destination() {
    return new ObjectPrefix(DESTINATION, "to/");
  }

  @Override
  public void put(ObjectLocation object, byte[] content, ObjectMetadata metadata) {
    server.put(object, content, metadata);
  }

  @Override
  public byte[] read(ObjectLocation object) {
    return server.read(object);
  }

  @Override
  public boolean supports(Promise promise) {
    return !NOT_KEPT.contains(promise);
  }

  @Override
  public int pageSize() {
    return 7;
  }

  @Override
  public void close() {
    server.close();
  }
}
