package org.bucketcopy.job.stores.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.servers.ListingQuirks;
import org.bucketcopy.job.servers.bos.BosServer;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssServer;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;

/** A server of one of the three protocols whose pages have seven entries, and its store. */
record ListingServer(
    Kind kind, ObjectStore store, ListingQuirks quirks, Bucket bucket, Putting put, Runnable stop)
    implements AutoCloseable {
  static final int PAGE = 7;

  /** More pages than any listing here has. */
  private static final int ENDLESS = 100;

  enum Kind {
    S3,
    OSS,
    BOS;

    ListingServer start() {
      return switch (this) {
        case S3 -> s3();
        case OSS -> oss();
        case BOS -> bos();
      };
    }
  }

  /** Puts an object of some bytes. */
  interface Putting {
    void put(String key);
  }

  private static ListingServer s3() {
    VirtualS3 server =
        VirtualS3.start(Holdings.of(SyntheticKeys.of("k/", KeyShape.NUMBERED, SizeRule.of(0, 1))));
    server.quirks().listings().withPageSize(PAGE);
    Bucket bucket = new Bucket("s3", VirtualS3.SOURCE);
    ObjectStore store =
        Openers.s3(Map.of())
            .open(
                bucket,
                new MapSettings(
                    Map.of(
                        "endpoint", server.endpoint().toString(),
                        "access.key", "a",
                        "secret.key", "s")),
                8);
    return new ListingServer(
        Kind.S3,
        store,
        server.quirks().listings(),
        bucket,
        key -> server.addSource(key, 6 << 20),
        server::close);
  }

  private static ListingServer oss() {
    try {
      OssServer server = new OssServer(PAGE);
      OssLogin login = new OssLogin("LTAI-listing", "secret", Optional.empty());
      server.accept(login);
      Bucket bucket = new Bucket("oss", "source");
      server.create(bucket.name(), OssServer.REGION);
      ObjectStore store = Openers.oss(Map.of()).open(bucket, settings(server.settings(login)), 8);
      return new ListingServer(
          Kind.OSS,
          store,
          server.quirks(),
          bucket,
          key -> server.put(bucket.name(), key, new byte[40], Map.of(), "Standard"),
          server::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ListingServer bos() {
    BosServer server = BosServer.start(PAGE);
    Bucket bucket = new Bucket("bos", "source");
    server.create(bucket.name(), "bj");
    ObjectStore store = Openers.bos(System.getenv()).open(bucket, settings(server.settings()), 8);
    return new ListingServer(
        Kind.BOS,
        store,
        server.quirks(),
        bucket,
        key -> server.put(bucket.object(key), new byte[40], ObjectMetadata.NONE),
        server::close);
  }

  private static MapSettings settings(Map<String, String> ofHadoop) {
    MapSettings settings = new MapSettings(Map.of());
    for (Map.Entry<String, String> setting : ofHadoop.entrySet()) {
      settings =
          settings.with(setting.getKey().replaceFirst("fs\\.\\w+\\.", ""), setting.getValue());
    }
    return settings;
  }

  ObjectPrefix prefix() {
    return new ObjectPrefix(bucket, "p/");
  }

  /** Puts objects {@code p/00}, {@code p/01} and so on. */
  List<String> put(int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = String.format("p/%02d", i);
      put.put(key);
      keys.add(key);
    }
    return keys;
  }

  /** All keys after one, page by page. */
  List<String> keysAfter(Optional<String> start) {
    List<String> keys = new ArrayList<>();
    Optional<String> after = start;
    for (int pages = 0; pages < ENDLESS; pages++) {
      ListingPage page = Calls.done(store.list(prefix(), after));
      page.objects().stream().map(ListedObject::key).forEach(keys::add);
      after = page.next();
      if (after.isEmpty()) {
        return keys;
      }
    }
    throw new AssertionError("the listing does not end: " + keys);
  }

  UploadHandle upload(String key) {
    return Calls.done(
        store.initiate(
            new UploadRequest(bucket.object(key), ObjectMetadata.NONE, DestinationRule.REPLACE)));
  }

  /** An upload with parts 1 to {@code parts}. */
  UploadHandle upload(String key, int parts) {
    put.put("s");
    UploadHandle upload = upload(key);
    CopySource source =
        CopySource.of(
            bucket.object("s"),
            Calls.done(store.head(bucket.object("s"), Optional.empty())).identity());
    for (int number = 1; number <= parts; number++) {
      Calls.done(store.copyPart(new PartCopy(upload, number, source, new ByteRange(0, 39))));
    }
    return upload;
  }

  @Override
  public void close() {
    store.close();
    stop.run();
  }
}
