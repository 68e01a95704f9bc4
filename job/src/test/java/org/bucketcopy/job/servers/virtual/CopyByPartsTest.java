package org.bucketcopy.job.servers.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bucketcopy.job.servers.virtual.Sdk.MIB;
import static org.bucketcopy.job.servers.virtual.Sdk.complete;
import static org.bucketcopy.job.servers.virtual.Sdk.copyPart;
import static org.bucketcopy.job.servers.virtual.Sdk.error;
import static org.bucketcopy.job.servers.virtual.Sdk.initiate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

class CopyByPartsTest {
  private static final String KEY = "\u4e2d/a b+c%25\u00fc~!*'();:@&=$,?#x";
  private static final String FIRST = "0-" + (8 * MIB - 1);
  private static final String SECOND = 8 * MIB + "-" + (16 * MIB - 1);
  private static final String LAST = 16 * MIB + "-" + (17 * MIB - 1);

  private VirtualS3 server;
  private S3AsyncClient client;

  @BeforeEach
  void start() {
    server = VirtualS3.start(Holdings.of(SyntheticKeys.none()));
    client = Sdk.of(server);
    server.addSource(KEY, 17 * MIB);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void partsThatCoverTheSourceMakeARightCopy() {
    String upload =
        client
            .createMultipartUpload(
                request ->
                    request
                        .bucket(VirtualS3.DESTINATION)
                        .key(KEY)
                        .contentType("text/plain")
                        .metadata(Map.of("token", "t-1")))
            .join()
            .uploadId();
    CompletedPart third = copyPart(client, KEY, upload, 3, LAST);
    CompletedPart first = copyPart(client, KEY, upload, 1, FIRST);
    CompletedPart second = copyPart(client, KEY, upload, 2, SECOND);
    assertThat(server.uploadsOpen()).isEqualTo(1);
    String etag = complete(client, KEY, upload, first, second, third);

    String composite =
        Md5.composite(List.of(bare(first.eTag()), bare(second.eTag()), bare(third.eTag())));
    HeadObjectResponse copy = head();
    assertThat(etag).isEqualTo('"' + composite + '"').endsWith("-3\"");
    assertThat(copy.eTag()).isEqualTo(etag);
    assertThat(copy.contentLength()).isEqualTo(17 * MIB);
    assertThat(copy.contentType()).isEqualTo("text/plain");
    assertThat(copy.metadata()).containsEntry("token", "t-1");
    assertThat(server.verdict()).isEqualTo(new Verdict(1, 0, 0, 0, 0));
    assertThat(server.ledger().bytesCopied()).isEqualTo(17 * MIB);
    assertThat(server.uploadsOpen()).isZero();
    assertThat(error(() -> complete(client, KEY, upload, first, second, third)))
        .isEqualTo("404 NoSuchUpload");
    assertThat(error(() -> copyPart(client, KEY, upload, 1, FIRST))).isEqualTo("404 NoSuchUpload");
  }

  @Test
  void equalRangesHaveEqualEtagsUnlessAskedOtherwise() {
    String upload = initiate(client, KEY);
    CompletedPart once = copyPart(client, KEY, upload, 1, FIRST);
    assertThat(copyPart(client, KEY, upload, 1, FIRST)).isEqualTo(once);
    assertThat(copyPart(client, KEY, upload, 1, SECOND)).isNotEqualTo(once);
    server.behave(Behaviour.prompt().withPartEtags(Behaviour.PartEtags.FRESH));
    assertThat(copyPart(client, KEY, upload, 1, FIRST)).isNotEqualTo(once);
    assertThat(server.ledger().partsAgain()).isEqualTo(3);
  }

  @Test
  void whatS3RefusesIsRefusedAndCounted() {
    String upload = initiate(client, KEY);
    CompletedPart superseded = copyPart(client, KEY, upload, 1, SECOND);
    CompletedPart first = copyPart(client, KEY, upload, 1, FIRST);
    CompletedPart second = copyPart(client, KEY, upload, 2, SECOND);
    CompletedPart small = copyPart(client, KEY, upload, 3, LAST);
    CompletedPart small4 = copyPart(client, KEY, upload, 4, LAST);
    CompletedPart absent = small.toBuilder().partNumber(9).build();

    assertThat(error(() -> complete(client, KEY, upload, superseded, second)))
        .isEqualTo("400 InvalidPart");
    assertThat(error(() -> complete(client, KEY, upload, first, absent)))
        .isEqualTo("400 InvalidPart");
    assertThat(error(() -> complete(client, KEY, upload, second, first)))
        .isEqualTo("400 InvalidPartOrder");
    assertThat(error(() -> complete(client, KEY, upload, first, second, small, small4)))
        .isEqualTo("400 EntityTooSmall");
    assertThat(error(() -> complete(client, KEY, upload))).isEqualTo("400 MalformedXML");
    assertThat(server.ledger().violations(Violation.PART_UNKNOWN)).isEqualTo(2);
    assertThat(server.ledger().violations(Violation.OUT_OF_ORDER)).isEqualTo(1);
    assertThat(server.ledger().violations(Violation.PART_TOO_SMALL)).isEqualTo(1);
    assertThat(complete(client, KEY, upload, first, second, small)).isNotBlank();
    assertThat(server.verdict().allRight()).isTrue();
  }

  @Test
  void rangesThatDoNotCoverTheSourceMakeAWrongObject() {
    assertWrong(Violation.NOT_CONTIGUOUS, FIRST, LAST);
    assertWrong(Violation.NOT_CONTIGUOUS, FIRST, FIRST, SECOND);
    assertWrong(Violation.NOT_CONTIGUOUS, SECOND, LAST);
    assertWrong(Violation.NOT_WHOLE, FIRST, SECOND);
  }

  @Test
  void partsOfTwoStatesOfTheSourceMakeAWrongObject() {
    String upload = initiate(client, KEY);
    CompletedPart first = copyPart(client, KEY, upload, 1, FIRST);
    server.overwriteSource(KEY);
    CompletedPart second = copyPart(client, KEY, upload, 2, SECOND);
    CompletedPart third = copyPart(client, KEY, upload, 3, LAST);
    complete(client, KEY, upload, first, second, third);
    assertThat(server.ledger().violations(Violation.MIXED_SOURCES)).isEqualTo(1);
    assertThat(server.verdict()).isEqualTo(new Verdict(0, 0, 1, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5-4", "0-17825792", "17825792-17825793"})
  void rangesBeyondTheSourceAreRefused(String range) {
    String upload = initiate(client, KEY);
    assertThat(error(() -> copyPart(client, KEY, upload, 1, range))).isEqualTo("416 InvalidRange");
  }

  @Test
  void badPartsAreRefused() {
    String upload = initiate(client, KEY);
    server.addSource("small", 5 * MIB);
    server.addSource("giant", 6L << 30);
    String small = initiate(client, "small");
    String giant = initiate(client, "giant");
    assertThat(error(() -> copyPart(client, KEY, upload, 1, "0-")))
        .isEqualTo("400 InvalidArgument");
    assertThat(error(() -> copyPart(client, KEY, upload, 0, FIRST)))
        .isEqualTo("400 InvalidArgument");
    assertThat(error(() -> copyPart(client, KEY, upload, 10_001, FIRST)))
        .isEqualTo("400 InvalidArgument");
    assertThat(error(() -> copyPart(client, KEY, small, 1, FIRST))).isEqualTo("404 NoSuchUpload");
    assertThat(error(() -> copyPart(client, "small", small, 1, "0-9")))
        .isEqualTo("400 InvalidRequest");
    assertThat(error(() -> copyPart(client, "giant", giant, 1, "0-" + (5L << 30))))
        .isEqualTo("400 InvalidRequest");
    server.deleteSource("small");
    assertThat(error(() -> copyPart(client, "small", small, 1, "0-9"))).isEqualTo("404 NoSuchKey");
  }

  @Test
  void aPartOfAChangedSourceIsRefusedIfItsEtagIsGiven() {
    String upload = initiate(client, KEY);
    String etag = server.overwriteSource(KEY);
    assertThat(error(() -> copyPartIfMatch(upload, "0123"))).isEqualTo("412 PreconditionFailed");
    assertThat(error(() -> copyPartIfMatch(upload, '"' + etag + '"'))).isEqualTo("none");
  }

  @Test
  void completeKeepsItsConditions() {
    String upload = initiate(client, KEY);
    CompletedPart part = copyPart(client, KEY, upload, 1, "0-" + (17 * MIB - 1));
    assertThat(error(() -> completeIf(upload, part, 16 * MIB))).isEqualTo("400 InvalidRequest");
    assertThat(error(() -> completeIf(upload, part, 17 * MIB))).isEqualTo("none");
    String again = initiate(client, KEY);
    copyPart(client, KEY, again, 1, "0-" + (17 * MIB - 1));
    assertThat(error(() -> completeIf(again, part, 17 * MIB))).isEqualTo("412 PreconditionFailed");
    assertThat(server.uploadsOpen()).isEqualTo(1);
  }

  @Test
  void partsAndUploadsAreListedInPages() {
    String upload = initiate(client, KEY);
    List<Integer> numbers = List.of(1, 2, 5, 7, 10_000);
    numbers.forEach(number -> copyPart(client, KEY, upload, number, FIRST));
    List<Part> parts = new ArrayList<>();
    client
        .listPartsPaginator(
            request -> request.bucket(VirtualS3.DESTINATION).key(KEY).uploadId(upload).maxParts(2))
        .parts()
        .subscribe(parts::add)
        .join();
    assertThat(parts).extracting(Part::partNumber).isEqualTo(numbers);
    assertThat(parts).extracting(Part::size).containsOnly(8 * MIB);

    List<String> others = new ArrayList<>(List.of(upload));
    for (int i = 0; i < 5; i++) {
      others.add(initiate(client, KEY));
    }
    initiate(client, "other");
    List<MultipartUpload> uploads = new ArrayList<>();
    client
        .listMultipartUploadsPaginator(
            request ->
                request
                    .bucket(VirtualS3.DESTINATION)
                    .prefix("\u4e2d/")
                    .encodingType("url")
                    .maxUploads(4))
        .uploads()
        .subscribe(uploads::add)
        .join();
    assertThat(uploads).extracting(MultipartUpload::uploadId).isEqualTo(others);
    assertThat(uploads).extracting(MultipartUpload::key).containsOnly(KEY);
  }

  @Test
  void anAbortedUploadIsGone() {
    String upload = initiate(client, KEY);
    copyPart(client, KEY, upload, 1, FIRST);
    abort(upload);
    assertThat(error(() -> abort(upload))).isEqualTo("404 NoSuchUpload");
    assertThat(server.uploadsOpen()).isZero();
    assertThat(server.verdict()).isEqualTo(new Verdict(0, 0, 0, 1, 0));
  }

  private void assertWrong(Violation violation, String... ranges) {
    long before = server.ledger().violations(violation);
    String upload = initiate(client, KEY);
    CompletedPart[] parts = new CompletedPart[ranges.length];
    for (int i = 0; i < ranges.length; i++) {
      parts[i] = copyPart(client, KEY, upload, i + 1, ranges[i]);
    }
    complete(client, KEY, upload, parts);
    assertThat(server.ledger().violations(violation)).isEqualTo(before + 1);
    assertThat(server.verdict()).isEqualTo(new Verdict(0, 0, 1, 0, 0));
  }

  private void copyPartIfMatch(String upload, String etag) {
    client
        .uploadPartCopy(
            request ->
                request
                    .sourceBucket(VirtualS3.SOURCE)
                    .sourceKey(KEY)
                    .sourceVersionId("any")
                    .copySourceIfMatch(etag)
                    .copySourceRange("bytes=" + FIRST)
                    .destinationBucket(VirtualS3.DESTINATION)
                    .destinationKey(KEY)
                    .uploadId(upload)
                    .partNumber(1))
        .join();
  }

  private void completeIf(String upload, CompletedPart part, long size) {
    client
        .completeMultipartUpload(
            request ->
                request
                    .bucket(VirtualS3.DESTINATION)
                    .key(KEY)
                    .uploadId(upload)
                    .ifNoneMatch("*")
                    .mpuObjectSize(size)
                    .multipartUpload(all -> all.parts(part)))
        .join();
  }

  private void abort(String upload) {
    client
        .abortMultipartUpload(
            request -> request.bucket(VirtualS3.DESTINATION).key(KEY).uploadId(upload))
        .join();
  }

  private HeadObjectResponse head() {
    return client.headObject(request -> request.bucket(VirtualS3.DESTINATION).key(KEY)).join();
  }

  private static String bare(String etag) {
    return Conditions.unquoted(etag);
  }
}
