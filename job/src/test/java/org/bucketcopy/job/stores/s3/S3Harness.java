package org.bucketcopy.job.stores.s3;

import com.google.common.base.Joiner;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.Promise;
import org.bucketcopy.planner.store.StoreHarness;
import org.bucketcopy.planner.thread.RealMachine;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Two fresh buckets of an S3 server, the first with versions if the server has them. */
final class S3Harness implements StoreHarness {
  private static final int PAGE = 20;

  /**
   * An S3 server under test.
   *
   * @param settings how to reach it and what is said of it
   * @param client puts and reads objects; also keeps the SDK's threads between tests
   * @param broken the promises that it does not keep
   */
  record Server(MapSettings settings, S3AsyncClient client, Set<Promise> broken) {
    /**
     * @param abilities what {@code fs.s3a.bucketcopy.abilities} says of it
     */
    static Server of(S3Access access, Set<Promise> broken, String... abilities) {
      MapSettings settings =
          new MapSettings(access.settings())
              .with("bucketcopy.abilities", Joiner.on(',').join(abilities));
      return new Server(
          settings,
          S3Connection.open(
                  S3Endpoint.of(settings),
                  S3Credentials.of(settings, Runnable::run, Clock.systemUTC(), RealMachine.TIMER),
                  WantedHeaders.none(),
                  new S3Transport(8, Openers.LIMITS, Optional.empty()),
                  Clock.systemUTC())
              .client(),
          EnumSet.copyOf(broken));
    }
  }

  private final Server server;
  private final ObjectPrefix source = prefix("from/");
  private final ObjectPrefix destination = prefix("to/");

  S3Harness(Server server) {
    this.server = server;
    create(source.bucket());
    create(destination.bucket());
    if (supports(Promise.VERSIONS)) {
      Calls.done(
          server
              .client()
              .putBucketVersioning(
                  request ->
                      request
                          .bucket(source.bucket().name())
                          .versioningConfiguration(
                              versions -> versions.status(BucketVersioningStatus.ENABLED))));
    }
  }

  private static ObjectPrefix prefix(String prefix) {
    return new ObjectPrefix(new Bucket("s3", "contract-" + UUID.randomUUID()), prefix);
  }

  private void create(Bucket bucket) {
    Calls.done(server.client().createBucket(request -> request.bucket(bucket.name())));
  }

  @Override
  public ObjectStore open() {
    MapSettings settings = server.settings().with("paging.maximum", String.valueOf(PAGE));
    return Openers.s3(Map.of()).open(source.bucket(), settings, 8);
  }

  @Override
  public ObjectPrefix source() {
    return source;
  }

  @Override
  public ObjectPrefix destination() {
    return destination;
  }

  @Override
  public void put(ObjectLocation object, byte[] content, ObjectMetadata metadata) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(object.bucket().name())
            .key(object.key())
            .metadata(metadata.user());
    metadata.storageClass().ifPresent(request::storageClass);
    request.overrideConfiguration(
        override ->
            metadata
                .headers()
                .forEach((header, value) -> override.putHeader(header.headerName(), value)));
    request.contentType(metadata.headers().get(ContentHeader.CONTENT_TYPE));
    Calls.done(server.client().putObject(request.build(), AsyncRequestBody.fromBytes(content)));
  }

  @Override
  public byte[] read(ObjectLocation object) {
    return Calls.done(
            server
                .client()
                .getObject(
                    request -> request.bucket(object.bucket().name()).key(object.key()),
                    AsyncResponseTransformer.toBytes()))
        .asByteArray();
  }

  @Override
  public boolean supports(Promise promise) {
    return !server.broken().contains(promise);
  }

  @Override
  public int pageSize() {
    return PAGE;
  }
}
