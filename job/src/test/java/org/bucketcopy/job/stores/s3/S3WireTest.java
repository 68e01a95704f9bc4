package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.PercentEscaper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.servers.RawHttpServer;
import org.bucketcopy.job.servers.RawHttpServer.Request;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OddKey;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What really goes over the wire, and what is made of each answer that can come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3WireTest {
  private static final Bucket SOURCE = new Bucket("s3", "src");
  private static final Bucket DESTINATION = new Bucket("s3", "dst");
  private static final ETag TAG = ETag.of("0123");
  private static final String PART_RESULT =
      "<CopyPartResult><ETag>&quot;e1&quot;</ETag></CopyPartResult>";
  private static final PercentEscaper PATH = new PercentEscaper("-._~/", false);

  private final RawHttpServer server;
  private final ObjectStore store;

  S3WireTest() throws IOException {
    server = new RawHttpServer();
    MapSettings settings =
        new MapSettings(
            Map.of(
                "endpoint", server.endpoint().toString(),
                "access.key", "AKHUSH",
                "secret.key", "SKHUSH",
                "session.token", "STHUSH"));
    store = Openers.s3(Map.of()).open(SOURCE, settings, 4);
  }

  @BeforeEach
  void forget() {
    server.forget();
  }

  @AfterAll
  void stop() throws IOException {
    store.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource(OddKey.class)
  void everyKeyIsEncodedInItsPathAndInTheCopySource(OddKey odd) {
    ObjectLocation source = odd.under(new ObjectPrefix(SOURCE, "s/"), StoreLimits.S3);
    ObjectLocation destination = odd.under(new ObjectPrefix(DESTINATION, "d/"), StoreLimits.S3);
    server.answer("200 OK", PART_RESULT);
    server.answer("200 OK", "<CopyObjectResult><ETag>\"e2\"</ETag></CopyObjectResult>");
    UploadHandle upload = new UploadHandle(destination, "u");
    CopySource pinned = new CopySource(source, TAG, Optional.empty());

    Calls.done(store.copyPart(new PartCopy(upload, 1, pinned, new ByteRange(0, 9))));
    Calls.done(store.copyObject(copy(pinned, destination, DestinationRule.REPLACE)));

    assertThat(server.requests()).hasSize(2);
    for (Request request : server.requests()) {
      assertThat(request.header("x-amz-copy-source")).contains("src/" + PATH.escape(source.key()));
      assertThat(request.path().replaceAll("\\?.*", ""))
          .isEqualTo("/dst/" + PATH.escape(destination.key()));
    }
  }

  @Test
  void everyPartIsPinned() {
    server.answer("200 OK", PART_RESULT);
    CopySource source = new CopySource(SOURCE.object("k"), TAG, Optional.of("v+1/="));

    UploadedPart part =
        Calls.done(store.copyPart(new PartCopy(upload(), 7, source, new ByteRange(5, 14))));

    assertThat(part).isEqualTo(new UploadedPart(7, ETag.of("e1"), 10));
    Request request = server.last();
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.path()).contains("partNumber=7").contains("uploadId=u");
    assertThat(request.header("x-amz-copy-source")).contains("src/k?versionId=v%2B1/%3D");
    assertThat(request.header("x-amz-copy-source-if-match")).contains("\"0123\"");
    assertThat(request.header("x-amz-copy-source-range")).contains("bytes=5-14");
  }

  @Test
  void aVersionIsDeletedAsSuch() {
    String[] head = {
      "ETag: \"0123\"", "Content-Length: 0", "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT"
    };
    ObjectIdentity seen =
        new ObjectIdentity(
            TAG, Optional.of("v1"), 0, Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
    server.answer("200 OK", "", head).answer("204 No Content", "");

    Calls.done(store.delete(DESTINATION.object("k"), seen));

    assertThat(server.requests()).hasSize(2);
    Request request = server.last();
    assertThat(request.method()).isEqualTo("DELETE");
    assertThat(request.path()).contains("/dst/k?versionId=v1");
    assertThat(request.header("if-match")).isEmpty();
  }

  @Test
  void objectCopyIsPinnedAndConditional() {
    server.answer("200 OK", "<CopyObjectResult><ETag>\"e2\"</ETag></CopyObjectResult>");
    CopySource source = new CopySource(SOURCE.object("k"), TAG, Optional.of("null"));

    Calls.done(
        store.copyObject(
            new ObjectCopy(
                source,
                DESTINATION.object("k"),
                Optional.of("STANDARD_IA"),
                DestinationRule.MUST_BE_ABSENT)));

    Request request = server.last();
    assertThat(request.header("x-amz-copy-source")).contains("src/k?versionId=null");
    assertThat(request.header("x-amz-copy-source-if-match")).contains("\"0123\"");
    assertThat(request.header("if-none-match")).contains("*");
    assertThat(request.header("x-amz-storage-class")).contains("STANDARD_IA");
    assertThat(request.header("x-amz-metadata-directive")).isEmpty();
  }

  @Test
  void uploadCarriesAllMetadata() {
    server.answer(
        "200 OK",
        "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
    ObjectMetadata metadata =
        new ObjectMetadata(
            Map.of(
                ContentHeader.CONTENT_TYPE, "text/x",
                ContentHeader.EXPIRES, "next week",
                ContentHeader.CONTENT_DISPOSITION, "inline; filename=\"ü.txt\""),
            Map.of("name", "größe 日本 \uD83D\uDE00", "empty", "", "mail", "=?UTF-8?B?w7w=?="),
            Map.of("a b", "c&d=e+ü/"),
            Optional.of("STANDARD"));

    UploadHandle made =
        Calls.done(
            store.initiate(
                new UploadRequest(DESTINATION.object("k"), metadata, DestinationRule.REPLACE)));

    assertThat(made.uploadId()).isEqualTo("u1");
    Request request = server.last();
    assertThat(request.header("content-type")).contains("text/x");
    assertThat(request.header("expires")).contains("next week");
    assertThat(request.header("content-disposition"))
        .contains(onTheWire("inline; filename=\"ü.txt\""));
    assertThat(request.header("x-amz-meta-name")).contains(onTheWire("größe 日本 \uD83D\uDE00"));
    assertThat(request.header("x-amz-meta-empty")).contains("");
    assertThat(request.header("x-amz-meta-mail")).contains("=?UTF-8?B?w7w=?=");
    assertThat(request.header("x-amz-tagging")).contains("a%20b=c%26d%3De%2B%C3%BC%2F");
    assertThat(request.header("x-amz-storage-class")).isEmpty();
  }

  @Test
  void uploadWithoutATypeStaysWithout() {
    server.answer(
        "200 OK",
        "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");

    Calls.done(initiate(ObjectMetadata.NONE));

    assertThat(server.last().header("content-type")).isEmpty();
    assertThat(server.last().header("x-amz-tagging")).isEmpty();
  }

  @Test
  void whatNoHeaderCarriesIsRefusedBeforeAnyRequest() {
    for (Map<String, String> user :
        List.of(
            Map.of("a", "line\nbreak"),
            Map.of("a", "was not \uFFFD UTF-8"),
            Map.of("a", "half \uD83D"),
            Map.of("größe", "1"),
            Map.of("a b", "1"))) {
      StoreFault fault = Calls.fault(initiate(ObjectMetadata.NONE.withUser(user)));
      assertThat(fault.kind()).isEqualTo(StoreFault.Kind.INVALID);
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void headTellsEverything() {
    server.answer(
        "200 OK",
        "",
        "ETag: \"0123\"",
        "Last-Modified: Wed, 01 Jan 2025 00:00:00 GMT",
        "x-amz-version-id: null",
        "Content-Type: text/x",
        "Expires: next week",
        "x-amz-meta-Name: " + onTheWire("größe 日本"),
        "x-amz-storage-class: DEEP_ARCHIVE",
        "x-amz-missing-meta: 1",
        "x-amz-website-redirect-location: /other",
        "x-amz-object-lock-legal-hold: ON");

    ObjectInfo info = Calls.done(store.head(SOURCE.object("k"), Optional.of("null")));

    assertThat(server.last().path()).endsWith("?versionId=null");
    assertThat(info.identity().etag()).isEqualTo(TAG);
    assertThat(info.identity().versionId()).contains("null");
    assertThat(info.identity().lastModified()).isEqualTo(1735689600000L);
    assertThat(info.metadata().headers())
        .containsEntry(ContentHeader.CONTENT_TYPE, "text/x")
        .containsEntry(ContentHeader.EXPIRES, "next week");
    assertThat(info.metadata().user()).isEqualTo(Map.of("name", "größe 日本"));
    assertThat(info.metadata().storageClass()).contains("DEEP_ARCHIVE");
    assertThat(info.traits())
        .containsExactlyInAnyOrder(
            ObjectTrait.ARCHIVED,
            ObjectTrait.UNREADABLE_METADATA,
            ObjectTrait.WEBSITE_REDIRECT,
            ObjectTrait.LOCKED);
  }

  @Test
  void metadataThatIsNotUtf8IsUnreadable() {
    answerHead("x-amz-meta-name: gr\u00f6\u00dfe");

    ObjectInfo info = Calls.done(store.head(SOURCE.object("k"), Optional.empty()));

    assertThat(info.traits()).containsExactly(ObjectTrait.UNREADABLE_METADATA);
  }

  @Test
  void archivesAndEncryptionAreSeen() {
    answerHead(
        "x-amz-storage-class: GLACIER",
        "x-amz-restore: ongoing-request=\"false\", expiry-date=\"Fri, 01 Jan 2038 00:00:00 GMT\"");
    answerHead("x-amz-storage-class: GLACIER", "x-amz-restore: ongoing-request=\"true\"");
    answerHead("x-amz-storage-class: INTELLIGENT_TIERING", "x-amz-archive-status: ARCHIVE_ACCESS");
    answerHead("x-amz-storage-class: GLACIER_IR");
    answerHead("x-amz-server-side-encryption: aws:kms");
    answerHead("x-amz-server-side-encryption: AES256");

    assertThat(traits()).isEmpty();
    assertThat(traits()).containsExactly(ObjectTrait.ARCHIVED);
    assertThat(traits()).containsExactly(ObjectTrait.ARCHIVED);
    assertThat(traits()).isEmpty();
    assertThat(traits())
        .containsExactlyInAnyOrder(ObjectTrait.OPAQUE_ETAG, ObjectTrait.KEY_OF_SERVICE);
    assertThat(traits()).isEmpty();
  }

  @Test
  void completionNamesThePartsInOrder() {
    server.answer(
        "200 OK",
        "<CompleteMultipartUploadResult><ETag>\"e-2\"</ETag></CompleteMultipartUploadResult>");

    assertThat(Calls.done(complete(DestinationRule.MUST_BE_ABSENT)).etag())
        .contains(ETag.of("e-2"));

    assertThat(server.last().header("if-none-match")).contains("*");
    assertThat(server.last().body().replace("&quot;", "\""))
        .containsSubsequence(
            "<ETag>\"a\"</ETag>",
            "<PartNumber>1</PartNumber>",
            "<ETag>\"b\"</ETag>",
            "<PartNumber>2</PartNumber>");
  }

  @Test
  void whereTheStoreTakesChecksumsThatOfTheWholeObjectIsSentAtTheEnd() {
    server
        .answer(
            "200 OK",
            "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>")
        .answer(
            "200 OK",
            "<ListPartsResult><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag><Size>6</Size>"
                + "<ChecksumCRC32C>fmJ+WA==</ChecksumCRC32C></Part>"
                + "<IsTruncated>false</IsTruncated></ListPartsResult>")
        .answer(
            "200 OK",
            "<CompleteMultipartUploadResult><ETag>\"e-2\"</ETag></CompleteMultipartUploadResult>");
    MapSettings settings =
        new MapSettings(
            Map.of(
                "endpoint", server.endpoint().toString(),
                "access.key", "AK",
                "secret.key", "SK",
                "bucketcopy.abilities", "+checksum-trailer"));
    try (ObjectStore checking = Openers.s3(Map.of()).open(DESTINATION, settings, 4)) {
      UploadHandle made =
          Calls.done(
              checking.initiate(
                  new UploadRequest(
                      DESTINATION.object("k"),
                      ObjectMetadata.NONE,
                      DestinationRule.REPLACE,
                      UploadRequest.Parts.SENT)));
      assertThat(server.last().headers())
          .containsEntry("x-amz-checksum-algorithm", "CRC32C")
          .containsEntry("x-amz-checksum-type", "FULL_OBJECT");
      UploadedPart listed = Calls.done(checking.parts(made)).get(0);
      UploadedPart sent =
          new UploadedPart(2, ETag.of("b"), 5, Checksum.crc(ChecksumAlgorithm.CRC32C, 0x31aa814eL));
      Calls.done(
          checking.complete(
              new UploadCompletion(
                  made, List.of(listed, sent), ObjectMetadata.NONE, DestinationRule.REPLACE)));
    }
    // Of "hello ", "world" and both, as other libraries make it.
    assertThat(server.last().header("x-amz-checksum-crc32c")).contains("yZRlqg==");
    assertThat(server.last().header("x-amz-checksum-type")).contains("FULL_OBJECT");
    assertThat(server.last().body())
        .containsSubsequence(
            "<ChecksumCRC32C>fmJ+WA==</ChecksumCRC32C>",
            "<ChecksumCRC32C>MaqBTg==</ChecksumCRC32C>");
  }

  @Test
  void anUploadOfCopiedPartsHasNoChecksum() {
    server.answer(
        "200 OK",
        "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
    Calls.done(initiate(ObjectMetadata.NONE));
    assertThat(server.last().headers())
        .doesNotContainKeys("x-amz-checksum-algorithm", "x-amz-checksum-type");
  }

  private void answerHead(String... headers) {
    String[] all = List.of(headers).toArray(new String[headers.length + 2]);
    all[headers.length] = "ETag: \"0123\"";
    all[headers.length + 1] = "Last-Modified: Wed, 01 Jan 2025 00:00:00 GMT";
    server.answer("200 OK", "", all);
  }

  private Set<ObjectTrait> traits() {
    return Calls.done(store.head(SOURCE.object("k"), Optional.empty())).traits();
  }

  private CompletionStage<UploadHandle> initiate(ObjectMetadata metadata) {
    return store.initiate(
        new UploadRequest(DESTINATION.object("k"), metadata, DestinationRule.REPLACE));
  }

  private CompletionStage<StoredObject> complete(DestinationRule rule) {
    List<UploadedPart> parts =
        List.of(new UploadedPart(2, ETag.of("b"), 5), new UploadedPart(1, ETag.of("a"), 5));
    return store.complete(new UploadCompletion(upload(), parts, ObjectMetadata.NONE, rule));
  }

  private static UploadHandle upload() {
    return new UploadHandle(DESTINATION.object("k"), "u");
  }

  private static ObjectCopy copy(
      CopySource source, ObjectLocation destination, DestinationRule rule) {
    return new ObjectCopy(source, destination, Optional.empty(), rule);
  }

  private static String onTheWire(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
