package org.bucketcopy.job.servers.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

class ListingTest {
  private static final List<String> ODD =
      List.of(
          "k/\u0001\n\t",
          "k/a b+c%25\u00fc",
          "k/'\"<&>?#",
          "k//",
          "k/\uff5e",
          "k/\ud83d\ude00",
          "k/~!*'();:@&=$,");

  @ParameterizedTest
  @EnumSource
  void pagesGiveEachKeyOnceInTheOrderOfBytes(KeyShape shape) {
    SyntheticKeys keys = SyntheticKeys.of("k/", shape, SizeRule.of(2_345, 4096));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys));
        S3AsyncClient client = Sdk.of(server)) {
      ODD.forEach(key -> server.addSource(key, 7));
      List<String> expected =
          Stream.concat(LongStream.range(0, 2_345).mapToObj(keys::key), ODD.stream())
              .sorted((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)))
              .toList();
      assertThat(keys(client, list("k/").maxKeys(100))).isEqualTo(expected);
      assertThat(server.ledger().requests(Operation.LIST_OBJECTS)).isEqualTo(24);
    }
  }

  @Test
  void aPageTellsSizesEtagsAndWhetherMoreFollows() {
    SyntheticKeys keys =
        SyntheticKeys.of("k/", KeyShape.NUMBERED, SizeRule.of(2, 4096).then(1, 5L << 40));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys));
        S3AsyncClient client = Sdk.of(server)) {
      ListObjectsV2Response page = page(client, list("k/").maxKeys(2));
      assertThat(page.isTruncated()).isTrue();
      assertThat(page.keyCount()).isEqualTo(2);
      S3Object giant =
          page(client, list("k/").continuationToken(page.nextContinuationToken()))
              .contents()
              .get(0);
      assertThat(giant.size()).isEqualTo(5L << 40);
      assertThat(giant.eTag()).isEqualTo('"' + keys.etag(2) + '"');
      assertThat(giant.lastModified()).isEqualTo(StoredObject.LONG_AGO);
      assertThat(page(client, list("k/").maxKeys(3)).isTruncated()).isFalse();
    }
  }

  @Test
  void startAfterAndPrefixNarrowIt() {
    SyntheticKeys keys = SyntheticKeys.of("k/", KeyShape.NUMBERED, SizeRule.of(3_000, 1));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys));
        S3AsyncClient client = Sdk.of(server)) {
      server.addSource("k", 1);
      server.addSource("k/000000001500x", 1);
      server.addSource("l", 1);
      assertThat(keys(client, list("k/").startAfter(keys.key(2_997))))
          .containsExactly(keys.key(2_998), keys.key(2_999));
      assertThat(keys(client, list("k/0000000015").startAfter("k/000000001598")))
          .containsExactly(keys.key(1_599));
      assertThat(keys(client, list("k/000000001500")))
          .containsExactly(keys.key(1_500), "k/000000001500x");
      assertThat(keys(client, list("k/0000000015").startAfter("a"))).hasSize(101);
      assertThat(keys(client, list("k/").startAfter("l"))).isEmpty();
      assertThat(keys(client, list("").startAfter(keys.key(2_999)))).containsExactly("l");
    }
  }

  @Test
  void whatIsDeletedOrOverwrittenShowsAtOnce() {
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.HASHED, SizeRule.of(3, 1));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys));
        S3AsyncClient client = Sdk.of(server)) {
      server.deleteSource(keys.key(0));
      String etag = server.overwriteSource(keys.key(1));
      assertThat(page(client, list("")).contents())
          .extracting(S3Object::eTag)
          .containsExactly('"' + etag + '"', '"' + keys.etag(2) + '"');
    }
  }

  @Test
  void aFilledDestinationListsTheSameUnderItsPrefix() {
    SyntheticKeys keys = SyntheticKeys.of("a/", KeyShape.DEEP, SizeRule.of(1_200, 1));
    Holdings holdings = Holdings.of(keys).withDestinationPrefix("b/").withDestinationFilled();
    try (VirtualS3 server = VirtualS3.start(holdings);
        S3AsyncClient client = Sdk.of(server)) {
      assertThat(keys(client, list("").bucket(VirtualS3.DESTINATION)))
          .isEqualTo(LongStream.range(0, 1_200).mapToObj(keys.under("b/")::key).toList());
      assertThat(server.verdict()).isEqualTo(new Verdict(1_200, 0, 0, 0, 0));
    }
  }

  private static ListObjectsV2Request.Builder list(String prefix) {
    return ListObjectsV2Request.builder()
        .bucket(VirtualS3.SOURCE)
        .prefix(prefix)
        .encodingType(EncodingType.URL);
  }

  private static ListObjectsV2Response page(
      S3AsyncClient client, ListObjectsV2Request.Builder request) {
    return client.listObjectsV2(request.build()).join();
  }

  private static List<String> keys(S3AsyncClient client, ListObjectsV2Request.Builder request) {
    List<String> keys = new ArrayList<>();
    client
        .listObjectsV2Paginator(request.build())
        .contents()
        .subscribe(object -> keys.add(object.key()))
        .join();
    return keys;
  }
}
