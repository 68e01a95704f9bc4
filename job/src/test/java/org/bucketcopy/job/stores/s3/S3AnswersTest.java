package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.servers.RawHttpServer;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.job.stores.listing.XmlScrubber;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not what they seem, for every call that makes or lists something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3AnswersTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final UploadHandle UPLOAD = new UploadHandle(BUCKET.object("k"), "u");
  private static final CopySource SOURCE =
      new CopySource(BUCKET.object("s"), ETag.of("0"), Optional.empty());

  /** The calls that make something. */
  enum Making {
    COPY_PART("CopyPartResult") {
      @Override
      CompletionStage<?> by(ObjectStore store) {
        return store.copyPart(new PartCopy(UPLOAD, 1, SOURCE, new ByteRange(0, 9)));
      }
    },
    COPY_OBJECT("CopyObjectResult") {
      @Override
      CompletionStage<?> by(ObjectStore store) {
        return store.copyObject(
            new ObjectCopy(
                SOURCE, BUCKET.object("k"), Optional.empty(), DestinationRule.MUST_BE_ABSENT));
      }
    },
    COMPLETE("CompleteMultipartUploadResult") {
      @Override
      CompletionStage<?> by(ObjectStore store) {
        return store.complete(
            new UploadCompletion(
                UPLOAD,
                List.of(new UploadedPart(1, ETag.of("a"), 5)),
                ObjectMetadata.NONE,
                DestinationRule.MUST_BE_ABSENT));
      }
    };

    private final String root;

    Making(String root) {
      this.root = root;
    }

    abstract CompletionStage<?> by(ObjectStore store);
  }

  private final RawHttpServer server;
  private final ObjectStore store;

  S3AnswersTest() throws IOException {
    server = new RawHttpServer();
    store = open(server.endpoint().toString());
  }

  private static ObjectStore open(String endpoint) {
    return Openers.s3(Map.of())
        .open(
            BUCKET,
            new MapSettings(
                Map.of(
                    "endpoint", endpoint,
                    "access.key", "AKHUSH",
                    "secret.key", "SKHUSH",
                    "session.token", "STHUSH")),
            4);
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
  @EnumSource
  void anAnswerWithoutAnETagIsNoSuccess(Making making) {
    for (String body :
        List.of(
            "",
            "<html><body>Welcome</body></html>",
            "<" + making.root + "/>",
            "<" + making.root + "><ETag></ETag></" + making.root + ">",
            "<" + making.root + "><ETag>&quot;&quot;</ETag></" + making.root + ">",
            "<" + making.root + "><ETag>&quot;e")) {
      server.answer("200 OK", body);
      assertThat(Calls.fault(making.by(store)).kind())
          .as("answer %s", body)
          .isEqualTo(Kind.UNKNOWN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anErrorInsideOf200IsFound(Making making) {
    server.answer("200 OK", error("InternalError"));
    server.answer("200 OK", "<?xml version=\"1.0\"?>\n   \n" + error("SlowDown"));
    server.answer("200 OK", error("NoSuchUpload"));

    assertThat(Calls.fault(making.by(store)).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(Calls.fault(making.by(store)).kind()).isEqualTo(Kind.THROTTLED);
    assertThat(Calls.fault(making.by(store)).kind()).isEqualTo(Kind.UPLOAD_GONE);
  }

  @ParameterizedTest
  @EnumSource
  void aLostAnswerLeavesTheOutcomeUnknown(Making making) {
    server.answer(new byte[0]);

    assertThat(Calls.fault(making.by(store)).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerCutShortLeavesTheOutcomeUnknown(Making making) {
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<a>".getBytes(US_ASCII));

    assertThat(Calls.fault(making.by(store)).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatWasNeverSentMayBeRepeated(Making making) {
    // A port that only the system may listen on, and does not.
    try (ObjectStore closed = open("http://127.0.0.1:1")) {
      assertThat(Calls.fault(making.by(closed)).kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFaultTellsTheCodeAndTheRequestButNoSecret(Making making) {
    server.answer(
        "403 Forbidden",
        "<Error><Code>SignatureDoesNotMatch</Code><Message>no match</Message>"
            + "<AWSAccessKeyId>AKHUSH</AWSAccessKeyId><Token-0>STHUSH</Token-0></Error>",
        "x-amz-request-id: R1");

    StoreFault fault = Calls.fault(making.by(store));

    assertThat(fault.kind()).isEqualTo(Kind.DENIED);
    assertThat(fault.code()).isEqualTo("SignatureDoesNotMatch");
    assertThat(fault.status()).isEqualTo(403);
    assertThat(fault.requestId()).isEqualTo("R1");
    assertThat(fault.toString()).contains("s3://b/k", "no match").doesNotContain("HUSH");
  }

  @Test
  void theConditionThatFailedIsToldApart() {
    String failed = error("PreconditionFailed");
    server.answer("412 Precondition Failed", failed);
    server.answer("404 Not Found", "");
    server.answer("412 Precondition Failed", failed);
    server.answer("200 OK", "", "ETag: \"there\"");
    server.answer("412 Precondition Failed", failed);
    server.answer("412 Precondition Failed", failed);

    assertThat(Calls.fault(Making.COPY_OBJECT.by(store)).kind()).isEqualTo(Kind.SOURCE_CHANGED);
    assertThat(Calls.fault(Making.COPY_OBJECT.by(store)).kind()).isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(Calls.fault(Making.COMPLETE.by(store)).kind()).isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(Calls.fault(Making.COPY_PART.by(store)).kind()).isEqualTo(Kind.SOURCE_CHANGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html><body>Welcome</body></html>", "<ListBucketResult/>"})
  void whatIsNoListingIsNotAnEmptyOne(String body) {
    for (int i = 0; i < 4; i++) {
      server.answer("200 OK", body);
    }
    ObjectPrefix prefix = new ObjectPrefix(BUCKET, "");

    assertThat(Calls.fault(store.list(prefix, Optional.empty())).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(Calls.fault(store.parts(UPLOAD)).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(Calls.fault(store.openUploads(prefix)).kind()).isEqualTo(Kind.TRANSIENT);
    if (!body.isEmpty()) {
      assertThat(Calls.fault(store.tags(BUCKET.object("k"), Optional.empty())).kind())
          .isEqualTo(Kind.TRANSIENT);
    }
  }

  @Test
  void aListingCutShortIsNone() {
    String page =
        "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>k</Key><Size>3</Size>"
            + "<ETag>e</ETag><LastModified>2025-01-01T00:00:00.000Z</LastModified></Contents>";
    server.answer("200 OK", page);
    server.answer(("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + page).getBytes(US_ASCII));
    server.answer("200 OK", page + "</ListBucketResult>");
    ObjectPrefix prefix = new ObjectPrefix(BUCKET, "");

    for (int i = 0; i < 2; i++) {
      assertThat(Calls.fault(store.list(prefix, Optional.empty())).kind())
          .isEqualTo(Kind.TRANSIENT);
    }
    assertThat(Calls.done(store.list(prefix, Optional.empty())).objects()).hasSize(1);
  }

  @Test
  void anUploadWithoutAnIdIsNotStarted() {
    server.answer("200 OK", "<InitiateMultipartUploadResult/>");

    assertThat(
            Calls.fault(
                    store.initiate(
                        new UploadRequest(
                            BUCKET.object("k"), ObjectMetadata.NONE, DestinationRule.REPLACE)))
                .kind())
        .isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void anAnswerThatRepeatsAControlCharacterIsRead() {
    server.answer(
        "200 OK",
        "<InitiateMultipartUploadResult><Key>a\u0001b&#x1;&#2;&#38;&lt;\n&#9;</Key>"
            + "<UploadId>u&#49;</UploadId></InitiateMultipartUploadResult>");
    server.answer("404 Not Found", "<Error><Code>NoSuchKey</Code><Key>\u0001</Key></Error>");

    UploadRequest upload =
        new UploadRequest(BUCKET.object("k"), ObjectMetadata.NONE, DestinationRule.REPLACE);
    assertThat(Calls.done(store.initiate(upload)).uploadId()).isEqualTo("u1");
    assertThat(Calls.fault(Making.COPY_OBJECT.by(store)).kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void referencesMayBeCutAnywhere() {
    byte[] whole = "a&#x1;b\uFFFE\uFFFD&#65535;&amp;&#34;&".getBytes(UTF_8);
    for (int cut = 0; cut <= whole.length; cut++) {
      XmlScrubber scrubber = new XmlScrubber();
      ByteBuffer scrubbed = ByteBuffer.allocate(whole.length);
      scrubbed.put(scrubber.scrubbed(ByteBuffer.wrap(whole, 0, cut)));
      scrubbed.put(scrubber.scrubbed(ByteBuffer.wrap(whole, cut, whole.length - cut)));
      assertThat(UTF_8.decode(scrubbed.flip()).toString()).isEqualTo("a?b?\uFFFD?&amp;&#34;");
    }
  }

  @Test
  void anEmptyPageThatIsNotTheLastIsFollowed() {
    server.answer(
        "200 OK",
        "<ListBucketResult><IsTruncated>true</IsTruncated>"
            + "<NextContinuationToken>t1</NextContinuationToken></ListBucketResult>");
    server.answer(
        "200 OK",
        "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
            + "<Contents><Key>a%20b%2Bc</Key><Size>3</Size><ETag>\"e\"</ETag>"
            + "<LastModified>2025-01-01T00:00:00.000Z</LastModified></Contents>"
            + "</ListBucketResult>");

    ListingPage page =
        Calls.done(store.list(new ObjectPrefix(BUCKET, "a"), Optional.of("a\u0001")));

    assertThat(page.next()).contains("a b+c");
    assertThat(server.requests().get(0).path())
        .contains("list-type=2", "prefix=a", "start-after=a%01", "encoding-type=url");
    assertThat(server.requests().get(1).path()).contains("continuation-token=t1");
  }

  @Test
  void allPagesOfPartsAreRead() {
    String part = "<Part><PartNumber>%d</PartNumber><ETag>e%<d</ETag><Size>5</Size></Part>";
    server.answer(
        "200 OK",
        "<ListPartsResult><IsTruncated>true</IsTruncated>"
            + "<NextPartNumberMarker>1</NextPartNumberMarker>"
            + part.formatted(1)
            + "</ListPartsResult>");
    server.answer(
        "200 OK",
        "<ListPartsResult><IsTruncated>false</IsTruncated>"
            + part.formatted(2)
            + "</ListPartsResult>");

    assertThat(Calls.done(store.parts(UPLOAD)))
        .containsExactly(
            new UploadedPart(1, ETag.of("e1"), 5), new UploadedPart(2, ETag.of("e2"), 5));
    assertThat(server.last().path()).contains("part-number-marker=1");
  }

  @Test
  void allPagesOfUploadsAreRead() {
    String upload =
        "<Upload><Key>%s</Key><UploadId>%s</UploadId>"
            + "<Initiated>2025-01-01T00:00:00.000Z</Initiated></Upload>";
    server.answer(
        "200 OK",
        "<ListMultipartUploadsResult><EncodingType>url</EncodingType>"
            + "<IsTruncated>true</IsTruncated><NextKeyMarker>a%2Bb</NextKeyMarker>"
            + "<NextUploadIdMarker>u1</NextUploadIdMarker>"
            + upload.formatted("a%2Bb", "u1")
            + "</ListMultipartUploadsResult>");
    server.answer(
        "200 OK",
        "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>"
            + upload.formatted("ac", "u2")
            + upload.formatted("other", "u3")
            + "</ListMultipartUploadsResult>");

    assertThat(Calls.done(store.openUploads(new ObjectPrefix(BUCKET, "a"))).uploads())
        .extracting(open -> open.handle().destination().key())
        .containsExactly("a+b", "ac");
    assertThat(server.last().path()).contains("key-marker=a%2Bb", "upload-id-marker=u1");
  }

  @Test
  void uploadsAreReadWhateverTheServerSaysOfTheirEncoding() {
    String upload =
        "<Upload><Key>%s</Key><UploadId>u</UploadId>"
            + "<Initiated>2025-01-01T00:00:00.000Z</Initiated></Upload>";
    server.answer(
        "200 OK",
        "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>"
            + upload.formatted("a%20b%2Bc%25")
            + upload.formatted("a b%20c")
            + upload.formatted("a+b")
            + upload.formatted("a%zz")
            + "</ListMultipartUploadsResult>");

    assertThat(Calls.done(store.openUploads(new ObjectPrefix(BUCKET, "a"))).uploads())
        .extracting(open -> open.handle().destination().key())
        .containsExactly("a b+c%", "a b%20c", "a+b", "a%zz");
  }

  @Test
  void theAbortOfWhatIsGoneSucceeds() {
    server.answer("404 Not Found", error("NoSuchUpload"));
    server.answer("404 Not Found", error("NoSuchBucket"));

    Calls.done(store.abort(UPLOAD));
    assertThat(Calls.fault(store.abort(UPLOAD)).kind()).isEqualTo(Kind.NOT_FOUND);
  }

  private static String error(String code) {
    return "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
  }
}
