package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bucketcopy.job.servers.virtual.Sdk.error;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.Tag;

class ObjectCallsTest {
  private static final SyntheticKeys KEYS =
      SyntheticKeys.of("k/", KeyShape.NUMBERED, SizeRule.of(10, 4096).then(1, 6L << 30));

  private VirtualS3 server;
  private S3AsyncClient client;

  @BeforeEach
  void start() {
    server = VirtualS3.start(Holdings.of(KEYS));
    client = Sdk.of(server);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b+c%25\u00fc",
        "/lead",
        "a//b",
        "\u0001\n",
        "\ud83d\ude00",
        "%2F",
        "a\\b",
        "a?b#c&d=e"
      })
  void putObjectsKeepTheirBytesUnderAnyKey(String key) {
    put(key, "some bytes");
    assertThat(get(key)).isEqualTo("some bytes");
    HeadObjectResponse head = head(VirtualS3.SOURCE, key);
    assertThat(head.eTag()).isEqualTo('"' + Md5.hex("some bytes".getBytes(UTF_8)) + '"');
    assertThat(head.contentLength()).isEqualTo(10);
    assertThat(head.cacheControl()).isEqualTo("no-store");
    assertThat(head.metadata()).containsEntry("colour", "red");
    Sdk.copy(client, key).join();
    assertThat(head(VirtualS3.DESTINATION, key).eTag()).isEqualTo(head.eTag());
    client.deleteObject(request -> request.bucket(VirtualS3.SOURCE).key(key)).join();
    assertThat(error(() -> get(key))).isEqualTo("404 NoSuchKey");
  }

  @Test
  void aRangeOfBytesIsServed() {
    put("k", "0123456789");
    assertThat(
            client
                .getObject(
                    request -> request.bucket(VirtualS3.SOURCE).key("k").range("bytes=2-4"),
                    AsyncResponseTransformer.toBytes())
                .join()
                .asUtf8String())
        .isEqualTo("234");
  }

  @Test
  void syntheticObjectsAreLookedAtButHaveNoBytes() {
    HeadObjectResponse head = head(VirtualS3.SOURCE, KEYS.key(3));
    assertThat(head.contentLength()).isEqualTo(4096);
    assertThat(head.eTag()).isEqualTo('"' + KEYS.etag(3) + '"');
    assertThat(error(() -> get(KEYS.key(3)))).isEqualTo("501 NotImplemented");
    assertThat(error(() -> head(VirtualS3.DESTINATION, KEYS.key(3)))).startsWith("404");
    assertThat(error(() -> head("elsewhere", KEYS.key(3)))).startsWith("404");
  }

  @Test
  void bucketsTellWhetherTheyAreThere() {
    assertThat(client.headBucket(request -> request.bucket(VirtualS3.SOURCE)).join().bucketRegion())
        .isEqualTo("us-east-1");
    assertThat(error(() -> client.headBucket(request -> request.bucket("elsewhere")).join()))
        .startsWith("404");
    assertThat(
            client
                .getBucketLocation(request -> request.bucket(VirtualS3.SOURCE))
                .join()
                .locationConstraintAsString())
        .isNullOrEmpty();
  }

  @Test
  void copiesKeepOrReplaceWhatTheSourceHas() {
    put("k", "x");
    Sdk.copy(client, "k").join();
    assertThat(head(VirtualS3.DESTINATION, "k").metadata()).isEqualTo(Map.of("colour", "red"));
    client
        .copyObject(
            request ->
                request
                    .sourceBucket(VirtualS3.SOURCE)
                    .sourceKey("k")
                    .destinationBucket(VirtualS3.DESTINATION)
                    .destinationKey("k")
                    .metadataDirective(MetadataDirective.REPLACE)
                    .metadata(Map.of("colour", "blue"))
                    .taggingDirective("REPLACE")
                    .tagging("a=1&b=%262")
                    .storageClass("STANDARD_IA"))
        .join();
    HeadObjectResponse replaced = head(VirtualS3.DESTINATION, "k");
    assertThat(replaced.metadata()).isEqualTo(Map.of("colour", "blue"));
    assertThat(replaced.cacheControl()).isNull();
    assertThat(replaced.storageClassAsString()).isEqualTo("STANDARD_IA");
    assertThat(replaced.tagCount()).isEqualTo(2);
    assertThat(tags(VirtualS3.DESTINATION)).isEqualTo(Map.of("a", "1", "b", "&2"));
  }

  @Test
  void tagsAreWrittenAndRead() {
    put("k", "x");
    assertThat(tags(VirtualS3.SOURCE)).isEmpty();
    client
        .putObjectTagging(
            request ->
                request
                    .bucket(VirtualS3.SOURCE)
                    .key("k")
                    .tagging(all -> all.tagSet(tag("a", "<1>"), tag("b", "2"))))
        .join();
    assertThat(tags(VirtualS3.SOURCE)).isEqualTo(Map.of("a", "<1>", "b", "2"));
    Sdk.copy(client, "k").join();
    assertThat(tags(VirtualS3.DESTINATION)).isEqualTo(Map.of("a", "<1>", "b", "2"));
  }

  @Test
  void copiesKeepTheirConditions() {
    assertThat(error(() -> copyIf("0123", KEYS.key(1)))).isEqualTo("412 PreconditionFailed");
    assertThat(error(() -> copyIf(KEYS.etag(1), KEYS.key(1)))).isEqualTo("none");
    assertThat(error(() -> copyIf(KEYS.etag(1), KEYS.key(1)))).isEqualTo("412 PreconditionFailed");
    assertThat(error(() -> copyIf(KEYS.etag(1), "absent"))).isEqualTo("404 NoSuchKey");
    assertThat(error(() -> Sdk.copy(client, KEYS.key(10)).join())).isEqualTo("400 InvalidRequest");
  }

  @Test
  void theVerdictTellsRightFromStaleWrongMissingAndExtra() {
    for (int i = 0; i < 4; i++) {
      Sdk.copy(client, KEYS.key(i)).join();
    }
    server.overwriteSource(KEYS.key(1));
    client
        .copyObject(
            request ->
                request
                    .sourceBucket(VirtualS3.SOURCE)
                    .sourceKey(KEYS.key(5))
                    .destinationBucket(VirtualS3.DESTINATION)
                    .destinationKey(KEYS.key(2)))
        .join();
    server.deleteSource(KEYS.key(3));
    assertThat(server.verdict()).isEqualTo(new Verdict(1, 1, 1, 7, 1));
  }

  @Test
  void forgottenCopiesAreStillThere() {
    Holdings holdings = Holdings.of(KEYS).forgettingDestinations();
    try (VirtualS3 forgetful = VirtualS3.start(holdings);
        S3AsyncClient other = Sdk.of(forgetful)) {
      Sdk.copy(other, KEYS.key(1)).join();
      Sdk.copy(other, KEYS.key(2)).join();
      assertThat(
              other
                  .headObject(request -> request.bucket(VirtualS3.DESTINATION).key(KEYS.key(2)))
                  .join()
                  .eTag())
          .isEqualTo('"' + KEYS.etag(2) + '"');
      forgetful.overwriteSource(KEYS.key(2));
      assertThat(forgetful.verdict()).isEqualTo(new Verdict(1, 1, 0, 9, 0));
      Sdk.copy(other, KEYS.key(2)).join();
      assertThat(forgetful.verdict()).isEqualTo(new Verdict(2, 0, 0, 9, 0));
      forgetful.reset();
      assertThat(forgetful.verdict()).isEqualTo(new Verdict(0, 0, 0, 11, 0));
      assertThat(forgetful.ledger().requests()).isZero();
    }
  }

  private void put(String key, String content) {
    client
        .putObject(
            request ->
                request
                    .bucket(VirtualS3.SOURCE)
                    .key(key)
                    .cacheControl("no-store")
                    .metadata(Map.of("colour", "red")),
            AsyncRequestBody.fromString(content))
        .join();
  }

  private String get(String key) {
    return client
        .getObject(
            request -> request.bucket(VirtualS3.SOURCE).key(key),
            AsyncResponseTransformer.toBytes())
        .join()
        .asUtf8String();
  }

  private HeadObjectResponse head(String bucket, String key) {
    return client.headObject(request -> request.bucket(bucket).key(key)).join();
  }

  private Map<String, String> tags(String bucket) {
    return client
        .getObjectTagging(request -> request.bucket(bucket).key("k"))
        .join()
        .tagSet()
        .stream()
        .collect(toMap(Tag::key, Tag::value));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private void copyIf(String etag, String key) {
    client
        .copyObject(
            request ->
                request
                    .sourceBucket(VirtualS3.SOURCE)
                    .sourceKey(key)
                    .copySourceIfMatch(etag)
                    .ifNoneMatch("*")
                    .destinationBucket(VirtualS3.DESTINATION)
                    .destinationKey(key))
        .join();
  }
}
