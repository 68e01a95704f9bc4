package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bucketcopy.job.servers.RawHttpServer;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksum;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectPart;
import org.bucketcopy.planner.store.ObjectPartsPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How S3 tells of parts and checksums, on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3InspectorTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final ObjectLocation OBJECT = BUCKET.object("k");
  private static final String ETAG = "ETag: \"0123456789abcdef0123456789abcdef-3\"";
  private static final ETag TAG = ETag.of("0123456789abcdef0123456789abcdef-3");
  private static final String TIME = "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT";
  private static final UploadHandle UPLOAD = new UploadHandle(BUCKET.object("to"), "u");
  private static final CopySource SOURCE = new CopySource(OBJECT, TAG, Optional.empty());

  /** Of "hello " and "world", and of both. */
  private static final Checksum FIRST = nvme("c3430818b4596582");

  private static final Checksum SECOND = nvme("34a6f418fb3758bf");
  private static final String WHOLE = "jSnVw/bqjr4=";

  private final RawHttpServer server;
  private final ObjectStore store;
  private final ObjectStore plain;

  S3InspectorTest() throws IOException {
    server = new RawHttpServer();
    store = open("+COPY_CHECKSUMS,+OBJECT_ATTRIBUTES");
    plain = open("+SENT_MD5");
  }

  private ObjectStore open(String abilities) {
    return Openers.s3(Map.of())
        .open(
            BUCKET,
            new MapSettings(
                Map.of(
                    "endpoint",
                    server.endpoint().toString(),
                    "access.key",
                    "AKHUSH",
                    "secret.key",
                    "SKHUSH",
                    "bucketcopy.abilities",
                    abilities)),
            4);
  }

  private static Checksum nvme(String hex) {
    return Checksum.crc(ChecksumAlgorithm.CRC64_NVME, Long.parseUnsignedLong(hex, 16));
  }

  @BeforeEach
  void forget() {
    server.forget();
  }

  @AfterAll
  void stop() throws IOException {
    store.close();
    plain.close();
    server.close();
  }

  private ObjectPart part(int number) {
    return Calls.done(store.inspector().part(OBJECT, Optional.of("v1"), number));
  }

  @Test
  void aPartIsAskedForByItsNumber() {
    server.answer(
        "206 Partial Content",
        "",
        ETAG,
        TIME,
        "Content-Range: bytes 8-15/19",
        "x-amz-mp-parts-count: 3");

    assertThat(part(2)).isEqualTo(new ObjectPart(TAG, 2, 3, new ByteRange(8, 15)));
    assertThat(server.last().method()).isEqualTo("HEAD");
    assertThat(server.last().path()).contains("partNumber=2").contains("versionId=v1");
  }

  @Test
  void aPartWithoutBytesIsNone() {
    server.answer(
        "206 Partial Content",
        "",
        ETAG,
        TIME,
        "Content-Range: bytes 19-18/19",
        "x-amz-mp-parts-count: 3");

    assertThat(Calls.fault(store.inspector().part(OBJECT, Optional.empty(), 3)).kind())
        .isEqualTo(Kind.UNSUPPORTED);
  }

  @Test
  void checksumsThatOnlySomePartsHaveAreNotNamed() {
    UploadedPart first = new UploadedPart(1, TAG, 6, FIRST);
    complete(store, List.of(first, new UploadedPart(2, TAG, 5, SECOND)));
    assertThat(server.last().body()).contains("ChecksumCRC64NVME");

    complete(store, List.of(first, new UploadedPart(2, TAG, 5)));
    assertThat(server.last().body()).doesNotContain("Checksum");
    complete(plain, List.of(first, new UploadedPart(2, TAG, 5, SECOND)));
    assertThat(server.last().body()).doesNotContain("Checksum");
  }

  private void complete(ObjectStore to, List<UploadedPart> parts) {
    server.answer(
        "200 OK",
        "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>");
    Calls.done(
        to.complete(
            new UploadCompletion(UPLOAD, parts, ObjectMetadata.NONE, DestinationRule.REPLACE)));
  }

  @Test
  void aServerThatIgnoresTheNumberDoesNotSay() {
    server.answer("200 OK", "", ETAG, TIME);
    server.answer("206 Partial Content", "", ETAG, TIME, "Content-Range: bytes 0-7/19");
    server.answer(
        "206 Partial Content",
        "",
        ETAG,
        TIME,
        "Content-Range: bytes 0-7/19",
        "x-amz-mp-parts-count: 1");

    for (int i = 0; i < 3; i++) {
      assertThat(Calls.fault(store.inspector().part(OBJECT, Optional.empty(), 2)).kind())
          .isEqualTo(Kind.UNSUPPORTED);
    }
  }

  @Test
  void checksumsAreAskedForAndReadAsWhatTheyAreOf() {
    server.answer(
        "200 OK",
        "",
        ETAG,
        TIME,
        "x-amz-checksum-crc64nvme: " + WHOLE,
        "x-amz-checksum-type: FULL_OBJECT");
    server.answer(
        "200 OK",
        "",
        ETAG,
        TIME,
        "x-amz-checksum-crc32c: sBXNow==-2",
        "x-amz-checksum-type: COMPOSITE");
    server.answer(
        "200 OK",
        "",
        ETAG,
        TIME,
        "x-amz-checksum-crc32: AAAAAA==",
        "x-amz-checksum-type: COMPOSITE");

    ObjectInfo full = info();
    assertThat(server.last().header("x-amz-checksum-mode")).contains("ENABLED");
    assertThat(full.checksums().whole(ChecksumAlgorithm.CRC64_NVME).map(Checksum::base64))
        .contains(WHOLE);
    ObjectInfo composite = info();
    assertThat(composite.checksums().whole(ChecksumAlgorithm.CRC32C)).isEmpty();
    assertThat(composite.checksums().all())
        .containsExactly(
            new ContentChecksum(
                Checksum.base64(ChecksumAlgorithm.CRC32C, "sBXNow==").orElseThrow(),
                OptionalInt.of(2)));
    assertThat(info().checksums().all()).as("of parts, but of how many?").isEmpty();
  }

  private ObjectInfo info() {
    return Calls.done(store.inspector().info(OBJECT, Optional.empty()));
  }

  @Test
  void whoMayNotDecryptIsToldTheRest() {
    server.answer("403 Forbidden", "");
    server.answer("403 Forbidden", "<Error><Code>AccessDenied</Code></Error>");
    server.answer("200 OK", "", ETAG, TIME);

    assertThat(info().identity().etag()).isEqualTo(TAG);
    assertThat(server.last().header("x-amz-checksum-mode")).isEmpty();
  }

  @Test
  void attributesAreReadPageByPage() {
    server.answer(
        "200 OK",
        "<GetObjectAttributesResponse><ObjectParts><TotalPartsCount>3</TotalPartsCount>"
            + "<PartNumberMarker>0</PartNumberMarker><NextPartNumberMarker>2</NextPartNumberMarker>"
            + "<MaxParts>2</MaxParts><IsTruncated>true</IsTruncated>"
            + "<Part><PartNumber>1</PartNumber><Size>8</Size><ChecksumCRC32C>X8Ugww==</ChecksumCRC32C></Part>"
            + "<Part><PartNumber>2</PartNumber><Size>8</Size></Part>"
            + "</ObjectParts></GetObjectAttributesResponse>",
        TIME);
    server.answer(
        "200 OK",
        "<GetObjectAttributesResponse><ObjectParts>"
            + "<NextPartNumberMarker>2</NextPartNumberMarker><IsTruncated>true</IsTruncated>"
            + "</ObjectParts></GetObjectAttributesResponse>",
        TIME);
    server.answer("200 OK", "<GetObjectAttributesResponse/>", TIME);

    ObjectPartsPage first = page(0);
    assertThat(first.next()).hasValue(2);
    assertThat(first.parts())
        .containsExactly(
            new ObjectPartsPage.Part(
                1, 8, List.of(Checksum.base64(ChecksumAlgorithm.CRC32C, "X8Ugww==").orElseThrow())),
            new ObjectPartsPage.Part(2, 8, List.of()));
    assertThat(page(2).next()).as("a page that does not go on").isEmpty();
    assertThat(server.last().header("x-amz-part-number-marker")).contains("2");
    assertThat(page(0).parts()).isEmpty();
    assertThat(Calls.fault(plain.inspector().partsAfter(OBJECT, Optional.empty(), 0)).kind())
        .isEqualTo(Kind.UNSUPPORTED);
  }

  private ObjectPartsPage page(int after) {
    return Calls.done(store.inspector().partsAfter(OBJECT, Optional.empty(), after));
  }

  @Test
  void anUploadIsInitiatedWithAChecksumWhereTheStoreMakesOnes() {
    String made = "<R><UploadId>u</UploadId></R>";
    server.answer("200 OK", made).answer("200 OK", made);
    UploadRequest request =
        new UploadRequest(
            UPLOAD.destination(),
            ObjectMetadata.NONE,
            DestinationRule.REPLACE,
            UploadRequest.Parts.COPIED,
            Optional.of(ChecksumAlgorithm.CRC64_NVME));

    Calls.done(store.initiate(request));
    assertThat(server.last().header("x-amz-checksum-algorithm")).contains("CRC64NVME");
    assertThat(server.last().header("x-amz-checksum-type")).contains("FULL_OBJECT");
    Calls.done(plain.initiate(request));
    assertThat(server.last().header("x-amz-checksum-algorithm")).isEmpty();
  }

  @Test
  void checksumsOfCopiedPartsAreKeptAndSentAtTheEnd() {
    server.answer(
        "200 OK",
        "<CopyPartResult><ETag>\"e1\"</ETag><ChecksumCRC64NVME>"
            + FIRST.base64()
            + "</ChecksumCRC64NVME></CopyPartResult>");
    server.answer(
        "200 OK",
        "<ListPartsResult><IsTruncated>false</IsTruncated><Part><PartNumber>2</PartNumber>"
            + "<ETag>\"e2\"</ETag><Size>5</Size><ChecksumCRC64NVME>"
            + SECOND.base64()
            + "</ChecksumCRC64NVME></Part></ListPartsResult>");
    server.answer("200 OK", "<R><ETag>\"e-2\"</ETag></R>");

    UploadedPart first =
        Calls.done(store.copyPart(new PartCopy(UPLOAD, 1, SOURCE, new ByteRange(0, 5))));
    List<UploadedPart> listed = Calls.done(store.parts(UPLOAD));
    Calls.done(
        store.complete(
            new UploadCompletion(
                UPLOAD,
                List.of(first, listed.get(0)),
                ObjectMetadata.NONE,
                DestinationRule.REPLACE)));

    assertThat(first.checksum()).contains(FIRST);
    assertThat(server.last().header("x-amz-checksum-crc64nvme")).contains(WHOLE);
    assertThat(server.last().header("x-amz-checksum-type")).contains("FULL_OBJECT");
    assertThat(server.last().body())
        .contains(
            "<ChecksumCRC64NVME>" + FIRST.base64() + "</ChecksumCRC64NVME>",
            "<ChecksumCRC64NVME>" + SECOND.base64() + "</ChecksumCRC64NVME>");
  }

  @Test
  void checksumsThatWereNotAskedForAreNotKept() {
    String sum = "<ChecksumCRC64NVME>" + FIRST.base64() + "</ChecksumCRC64NVME>";
    server.answer("200 OK", "<CopyPartResult><ETag>\"e\"</ETag>" + sum + "</CopyPartResult>");
    server.answer("200 OK", "<CopyObjectResult><ETag>\"e\"</ETag>" + sum + "</CopyObjectResult>");
    server.answer("200 OK", "<CopyObjectResult><ETag>\"e\"</ETag>" + sum + "</CopyObjectResult>");
    ObjectCopy copy =
        new ObjectCopy(SOURCE, UPLOAD.destination(), Optional.empty(), DestinationRule.REPLACE);

    UploadedPart part =
        Calls.done(plain.copyPart(new PartCopy(UPLOAD, 1, SOURCE, new ByteRange(0, 5))));
    StoredObject trusted = Calls.done(plain.copyObject(copy));
    StoredObject known = Calls.done(store.copyObject(copy));

    assertThat(part.checksum()).isEmpty();
    assertThat(trusted.checksums().all()).isEmpty();
    assertThat(known.checksums().whole(ChecksumAlgorithm.CRC64_NVME)).contains(FIRST);
  }

  @Test
  void allOfASourceIsCopiedWithoutARange() {
    server.answer("200 OK", "<CopyPartResult><ETag>\"e\"</ETag></CopyPartResult>");

    UploadedPart part =
        Calls.done(
            store.copyPart(
                new PartCopy(UPLOAD, 1, SOURCE, new ByteRange(0, 2), /* whole= */ true)));

    assertThat(part).isEqualTo(new UploadedPart(1, ETag.of("e"), 3));
    assertThat(server.last().header("x-amz-copy-source-range")).isEmpty();
  }
}
