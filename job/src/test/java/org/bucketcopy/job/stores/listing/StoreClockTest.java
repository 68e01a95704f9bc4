package org.bucketcopy.job.stores.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bucketcopy.job.servers.RawHttpServer;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What time it is by a store's clock comes with the uploads that it lists. */
class StoreClockTest {
  @ParameterizedTest
  @EnumSource
  void theDateOfTheAnswerComesWithTheUploads(ListingServer.Kind kind) throws IOException {
    String body =
        kind == ListingServer.Kind.BOS
            ? "{\"bucket\":\"b\",\"isTruncated\":false,\"uploads\":[]}"
            : "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>"
                + "</ListMultipartUploadsResult>";
    try (RawHttpServer server = new RawHttpServer();
        ObjectStore store = open(kind, server)) {
      Bucket bucket = bucket(kind);
      server.answer("200 OK", body, "Date: Tue, 15 Nov 1994 08:12:31 GMT");
      server.answer("200 OK", body, "Date: yesterday");
      server.answer("200 OK", body);

      assertThat(told(store, bucket)).hasValue(784_887_151_000L);
      assertThat(told(store, bucket)).isEmpty();
      assertThat(told(store, bucket)).isEmpty();
    }
  }

  private static OptionalLong told(ObjectStore store, Bucket bucket) {
    return Calls.done(store.openUploadsAfter(new ObjectPrefix(bucket, ""), Optional.empty()))
        .open()
        .storeMillis();
  }

  private static Bucket bucket(ListingServer.Kind kind) {
    return switch (kind) {
      case S3 -> new Bucket("s3", "bucket");
      case OSS -> new Bucket("oss", "bucket");
      case BOS -> new Bucket("bos", "bucket");
    };
  }

  private static ObjectStore open(ListingServer.Kind kind, RawHttpServer server) {
    String endpoint = server.endpoint().toString();
    Bucket bucket = bucket(kind);
    return switch (kind) {
      case S3 ->
          Openers.s3(Map.of())
              .open(
                  bucket,
                  new MapSettings(
                      Map.of("endpoint", endpoint, "access.key", "a", "secret.key", "s")),
                  8);
      case OSS ->
          Openers.oss(Map.of())
              .open(
                  bucket,
                  new MapSettings(
                      Map.of(
                          "endpoint",
                          endpoint,
                          "region",
                          "cn-hangzhou",
                          "accessKeyId",
                          "a",
                          "accessKeySecret",
                          "s")),
                  8);
      case BOS ->
          Openers.bos(System.getenv())
              .open(
                  bucket,
                  new MapSettings(
                      Map.of("endpoint", endpoint, "access.key", "a", "secret.access.key", "s")),
                  8);
    };
  }
}
