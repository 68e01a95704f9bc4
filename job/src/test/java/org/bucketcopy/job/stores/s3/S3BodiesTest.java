package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Ints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.servers.RawHttpServer;
import org.bucketcopy.job.servers.RawHttpServer.Request;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.thread.Unawaited;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire with bodies, and what is made of each answer. */
@Timeout(120)
final class S3BodiesTest {
  private static final Bucket BUCKET = new Bucket("s3", "b");
  private static final UploadHandle UPLOAD = new UploadHandle(BUCKET.object("k"), "u");
  private static final CopySource SOURCE =
      new CopySource(BUCKET.object("k"), ETag.of("e"), Optional.empty());
  private static final byte[] CONTENT = "0123456789".getBytes(ISO_8859_1);
  private static final String MD5 = "781e5e245d69b566979b86e28d23f2c7";
  private static final String OTHER_MD5 = "00000000000000000000000000000000";
  private static final int LARGE = 4 << 20;

  private final RawHttpServer server;
  private final ObjectStore store;

  S3BodiesTest() throws IOException {
    server = new RawHttpServer();
    store = open(server.endpoint(), "+COMPOSITE_ETAG");
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    server.close();
  }

  private static ObjectStore open(URI endpoint, String abilities) {
    return open(endpoint, abilities, "auto");
  }

  private static ObjectStore open(URI endpoint, String abilities, String checksum) {
    return Openers.s3(Map.of())
        .open(
            BUCKET,
            new MapSettings(
                Map.of(
                    "endpoint",
                    endpoint.toString(),
                    "access.key",
                    "AK",
                    "secret.key",
                    "SK",
                    "encryption.algorithm",
                    "AES256",
                    "bucketcopy.abilities",
                    abilities,
                    "bucketcopy.checksum",
                    checksum)),
            4);
  }

  private CompletionStage<StoredObject> put(Body body) {
    return put(store, ObjectMetadata.NONE, DestinationRule.REPLACE, body);
  }

  private static CompletionStage<StoredObject> put(
      ObjectStore store, ObjectMetadata metadata, DestinationRule rule, Body body) {
    return store.writer().put(new ObjectPut(BUCKET.object("k"), metadata, rule), body);
  }

  private CompletionStage<UploadedPart> part(Body body) {
    return store.writer().uploadPart(new PartUpload(UPLOAD, 7), body);
  }

  @Test
  void anObjectIsSentPlainWithAllItCarries() {
    server.answer("200 OK", "", "ETag: \"" + MD5 + "\"", "x-amz-version-id: v");
    TestBody body = TestBody.of(CONTENT);
    ObjectMetadata metadata =
        new ObjectMetadata(
            Map.of(
                ContentHeader.CONTENT_TYPE, "text/x",
                ContentHeader.EXPIRES, "next week",
                ContentHeader.CONTENT_ENCODING, "gzip,aws-chunked"),
            Map.of("name", "x"),
            Map.of("a b", "c&d"),
            Optional.of("STANDARD_IA"));

    StoredObject made = Calls.done(put(store, metadata, DestinationRule.MUST_BE_ABSENT, body));

    assertThat(made.etag()).contains(ETag.of(MD5));
    assertThat(made.versionId()).contains("v");
    Request request = server.last();
    assertThat(request.method() + " " + request.path()).isEqualTo("PUT /b/k");
    assertThat(request.body()).isEqualTo("0123456789");
    assertThat(request.headers())
        .containsEntry("content-length", "10")
        .containsEntry("content-md5", BaseEncoding.base64().encode(HexFormat.of().parseHex(MD5)))
        .containsEntry("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
        .containsEntry("content-type", "text/x")
        .containsEntry("expires", "next week")
        .containsEntry("content-encoding", "gzip")
        .containsEntry("x-amz-meta-name", "x")
        .containsEntry("x-amz-tagging", "a%20b=c%26d")
        .containsEntry("x-amz-storage-class", "STANDARD_IA")
        .containsEntry("x-amz-server-side-encryption", "AES256")
        .containsEntry("if-none-match", "*")
        .doesNotContainKeys("expect", "x-amz-trailer", "x-amz-checksum-crc32");
    assertThat(body.stillOpen()).isZero();
    assertThat(body.threads()).allMatch(name -> name.startsWith("bucket-copy-body"));
  }

  @Test
  void whatHasNoTypeIsSentWithout() {
    server.answer("200 OK", "", "ETag: \"a\"").answer("200 OK", "", "ETag: \"a\"");
    Calls.done(put(TestBody.of(CONTENT)));
    Calls.done(part(TestBody.of(CONTENT)));
    assertThat(server.requests())
        .hasSize(2)
        .allMatch(request -> request.header("content-type").isEmpty());
    assertThat(server.last().header("x-amz-server-side-encryption")).isEmpty();
  }

  @Test
  void aPartIsSentWithItsNumberAndHasItsChecksum() {
    server.answer("200 OK", "", "ETag: \"" + MD5 + "\"");
    UploadedPart made = Calls.done(part(TestBody.of(CONTENT)));
    assertThat(server.last().path()).contains("partNumber=7").contains("uploadId=u");
    assertThat(made.partNumber()).isEqualTo(7);
    assertThat(made.size()).isEqualTo(10);
    assertThat(made.checksum().orElseThrow()).hasToString("MD5 " + MD5);
  }

  @ParameterizedTest
  @CsvSource({
    "200 OK, , X: y, UNKNOWN",
    "200 OK, , ETag: \"\", UNKNOWN",
    "200 OK, <html>proxy</html>, X: y, UNKNOWN",
    "200 OK, , ETag: \"" + OTHER_MD5 + "\", CORRUPT",
    "503 Slow Down, <Error><Code>SlowDown</Code></Error>, X: y, THROTTLED",
    "403 Forbidden, <Error><Code>AccessDenied</Code></Error>, X: y, DENIED",
    "400 Bad, <Error><Code>BadDigest</Code></Error>, X: y, CORRUPT",
    "400 Bad, <Error><Code>XAmzContentChecksumMismatch</Code></Error>, X: y, CORRUPT",
    "404 Not Found, <Error><Code>NoSuchUpload</Code></Error>, X: y, UPLOAD_GONE"
  })
  void eachAnswerIsTakenForWhatItIs(String status, String body, String header, Kind kind) {
    String text = Optional.ofNullable(body).orElse("");
    server.answer(status, text, header).answer(status, text, header);
    TestBody sent = TestBody.of(CONTENT);
    assertThat(Calls.fault(put(sent)).kind()).isEqualTo(kind);
    assertThat(Calls.fault(part(sent)).kind()).isEqualTo(kind);
    assertThat(sent.opened()).isEqualTo(2);
    assertThat(sent.stillOpen()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-server-side-encryption: aws:kms",
        "x-amz-server-side-encryption-customer-algorithm: AES256"
      })
  void anETagThatIsNoMd5ProvesNothing(String encryption) {
    String etag = "ETag: \"" + OTHER_MD5 + "\"";
    server.answer("200 OK", "", etag, encryption).answer("200 OK", "", etag, encryption);
    Calls.done(put(TestBody.of(CONTENT)));
    Calls.done(part(TestBody.of(CONTENT)));
  }

  @Test
  void anETagIsNotHeldAgainstTheBytesWhereItMayBeAnything() {
    server.answer("200 OK", "", "ETag: \"" + OTHER_MD5 + "\"");
    try (ObjectStore other = open(server.endpoint(), "")) {
      Calls.done(put(other, ObjectMetadata.NONE, DestinationRule.REPLACE, TestBody.of(CONTENT)));
    }
  }

  @Test
  void anExistingObjectIsNotReplaced() {
    server.answer("412 No", "<Error><Code>PreconditionFailed</Code></Error>");
    assertThat(
            Calls.fault(
                    put(
                        store,
                        ObjectMetadata.NONE,
                        DestinationRule.MUST_BE_ABSENT,
                        TestBody.of(CONTENT)))
                .kind())
        .isEqualTo(Kind.ALREADY_EXISTS);
  }

  @Test
  void aChecksumGoesBeforeAShortBodyAndAfterALongOneWhereTheStoreTakesIt() {
    String crc = crc32c(CONTENT);
    byte[] large = new byte[LARGE];
    server
        .answer("200 OK", "", "ETag: \"a\"", "x-amz-checksum-crc32c: " + crc)
        .answer("200 OK", "", "ETag: \"a\"", "x-amz-checksum-crc32c: " + crc32c(large));
    ObjectMetadata packed =
        new ObjectMetadata(
            Map.of(ContentHeader.CONTENT_ENCODING, "gzip"), Map.of(), Map.of(), Optional.empty());
    try (ObjectStore checking = open(server.endpoint(), "+CHECKSUM_TRAILER")) {
      Calls.done(put(checking, packed, DestinationRule.REPLACE, TestBody.of(CONTENT)));
      assertThat(server.last().headers())
          .containsEntry("x-amz-checksum-crc32c", crc)
          .containsEntry("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
          .containsEntry("content-encoding", "gzip")
          .doesNotContainKeys("x-amz-trailer", "content-md5");
      assertThat(server.last().body()).isEqualTo("0123456789");
      Calls.done(put(checking, packed, DestinationRule.REPLACE, TestBody.of(large)));
      assertThat(server.last().headers())
          .containsEntry("x-amz-trailer", "x-amz-checksum-crc32c")
          .containsEntry("x-amz-decoded-content-length", String.valueOf(LARGE))
          .containsEntry("content-encoding", "gzip,aws-chunked");
      assertThat(server.last().body()).contains("x-amz-checksum-crc32c:" + crc32c(large));
    }
  }

  @Test
  void aPartHasItsChecksumAfterItWhereTheStoreTakesIt() {
    server.answer("200 OK", "", "ETag: \"a\"", "x-amz-checksum-crc32c: " + crc32c(CONTENT));
    try (ObjectStore checking = open(server.endpoint(), "+CHECKSUM_TRAILER")) {
      UploadedPart made =
          Calls.done(checking.writer().uploadPart(new PartUpload(UPLOAD, 7), TestBody.of(CONTENT)));
      assertThat(server.last().header("x-amz-trailer")).contains("x-amz-checksum-crc32c");
      assertThat(server.last().body()).contains("x-amz-checksum-crc32c:" + crc32c(CONTENT));
      assertThat(made.checksum().orElseThrow().algorithm()).isEqualTo(ChecksumAlgorithm.CRC32C);
    }
  }

  @Test
  void anotherChecksumInTheAnswerShowsThatOtherBytesArrived() {
    for (int i = 0; i < 3; i++) {
      server.answer("200 OK", "", "ETag: \"a\"", "x-amz-checksum-crc32c: AAAAAA==");
    }
    try (ObjectStore checking = open(server.endpoint(), "+CHECKSUM_TRAILER")) {
      for (int length : new int[] {10, LARGE}) {
        TestBody body = TestBody.of(new byte[length]);
        assertThat(
                Calls.fault(put(checking, ObjectMetadata.NONE, DestinationRule.REPLACE, body))
                    .kind())
            .isEqualTo(Kind.CORRUPT);
      }
      assertThat(
              Calls.fault(
                      checking.writer().uploadPart(new PartUpload(UPLOAD, 7), TestBody.of(CONTENT)))
                  .kind())
          .isEqualTo(Kind.CORRUPT);
    }
  }

  @Test
  void noChecksumIsMadeOfAPartThatNothingIsHeldAgainst() {
    server.answer("200 OK", "", "ETag: \"a\"").answer("200 OK", "", "ETag: \"a\"");
    try (ObjectStore other = open(server.endpoint(), "")) {
      UploadedPart made =
          Calls.done(other.writer().uploadPart(new PartUpload(UPLOAD, 7), TestBody.of(CONTENT)));
      assertThat(made.checksum()).isEmpty();
      assertThat(made.size()).isEqualTo(10);
      Calls.done(put(other, ObjectMetadata.NONE, DestinationRule.REPLACE, TestBody.of(CONTENT)));
      assertThat(server.last().header("content-md5")).isPresent();
    }
  }

  @Test
  void withMd5AloneNoCrcIsSentThoughTheStoreTakesIt() {
    server.answer("200 OK", "", "ETag: \"" + MD5 + "\"");
    try (ObjectStore md5 = open(server.endpoint(), "+CHECKSUM_TRAILER,+COMPOSITE_ETAG", "md5")) {
      UploadedPart made =
          Calls.done(md5.writer().uploadPart(new PartUpload(UPLOAD, 7), TestBody.of(CONTENT)));
      assertThat(server.last().header("x-amz-trailer")).isEmpty();
      assertThat(made.checksum().orElseThrow()).hasToString("MD5 " + MD5);
    }
  }

  @ParameterizedTest
  @CsvSource({MD5 + ", AAAAAA==", OTHER_MD5 + ", "})
  void withBothEitherShowsThatOtherBytesArrived(String etag, String crc) {
    String checksum = "x-amz-checksum-crc32c: " + Optional.ofNullable(crc).orElse(crc32c(CONTENT));
    String right = "x-amz-checksum-crc32c: " + crc32c(CONTENT);
    server
        .answer("200 OK", "", "ETag: \"" + etag + "\"", checksum)
        .answer("200 OK", "", "ETag: \"" + MD5 + "\"", right)
        .answer("200 OK", "", "ETag: \"" + MD5 + "\"", right);
    try (ObjectStore both = open(server.endpoint(), "+CHECKSUM_TRAILER,+COMPOSITE_ETAG", "both")) {
      PartUpload part = new PartUpload(UPLOAD, 7);
      assertThat(Calls.fault(both.writer().uploadPart(part, TestBody.of(CONTENT))).kind())
          .isEqualTo(Kind.CORRUPT);
      UploadedPart made = Calls.done(both.writer().uploadPart(part, TestBody.of(CONTENT)));
      assertThat(made.checksum().orElseThrow().algorithm()).isEqualTo(ChecksumAlgorithm.CRC32C);
      Calls.done(put(both, ObjectMetadata.NONE, DestinationRule.REPLACE, TestBody.of(CONTENT)));
      assertThat(server.last().headers())
          .containsEntry("x-amz-checksum-crc32c", crc32c(CONTENT))
          .containsKey("content-md5");
    }
  }

  @Test
  void whatCannotBeProvedByTheMd5ThatIsWantedHasNotArrived() {
    String kms = "x-amz-server-side-encryption: aws:kms";
    server
        .answer("200 OK", "", "ETag: \"" + OTHER_MD5 + "\"", kms)
        .answer("200 OK", "", "ETag: \"" + OTHER_MD5 + "\"", kms);
    try (ObjectStore md5 = open(server.endpoint(), "+COMPOSITE_ETAG", "md5")) {
      assertThat(
              Calls.fault(md5.writer().uploadPart(new PartUpload(UPLOAD, 7), TestBody.of(CONTENT)))
                  .kind())
          .isEqualTo(Kind.UNSUPPORTED);
      // The server has verified the one before the body.
      Calls.done(put(md5, ObjectMetadata.NONE, DestinationRule.REPLACE, TestBody.of(CONTENT)));
    }
  }

  @ParameterizedTest
  @CsvSource({"crc, , a CRC", "both, +COMPOSITE_ETAG, a CRC", "md5, +CHECKSUM_TRAILER, MD5s"})
  void aProofThatTheStoreCannotGiveIsRefused(String checksum, String abilities, String told) {
    assertThatThrownBy(
            () ->
                open(server.endpoint(), Optional.ofNullable(abilities).orElse(""), checksum)
                    .close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--checksum")
        .hasMessageContaining(told);
  }

  /** The most significant byte first, as S3 has it. */
  private static String crc32c(byte[] content) {
    int crc = Hashing.crc32c().hashBytes(content).asInt();
    return BaseEncoding.base64().encode(Ints.toByteArray(crc));
  }

  @Test
  void aSourceThatFailsInTheMiddleFailsTheCall() {
    StoreFault fault =
        StoreFault.found(Kind.NOT_FOUND, StoreOperation.READ_RANGE, "file:/a", "is gone");
    TestBody known = TestBody.failing(LARGE, LARGE / 2, new SourceFaultException(fault));
    assertThat(Calls.fault(part(known))).isEqualTo(fault);
    TestBody unknown = TestBody.failing(LARGE, LARGE / 2, new IOException("bad sector"));
    StoreFault told = Calls.fault(put(unknown));
    assertThat(told.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(told.message()).contains("bad sector");
    assertThat(known.stillOpen() + unknown.stillOpen()).isZero();
  }

  @Test
  void aConnectionThatBreaksInTheMiddleTellsNothing() throws IOException {
    try (ServerSocket breaking = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ObjectStore broken = open(URI.create("http://127.0.0.1:" + breaking.getLocalPort()), "")) {
      Unawaited.drop(CompletableFuture.runAsync(() -> reset(breaking)));
      TestBody body = TestBody.of(new byte[LARGE]);
      Kind kind =
          Calls.fault(put(broken, ObjectMetadata.NONE, DestinationRule.REPLACE, body)).kind();
      assertThat(kind).isEqualTo(Kind.UNKNOWN);
      assertThat(body.stillOpen()).isZero();
    }
  }

  private static void reset(ServerSocket server) {
    try (Socket connection = server.accept()) {
      connection.getInputStream().skipNBytes(LARGE / 8);
      connection.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Unlike the SDK's, which hear nothing before all of a body is sent. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatComesBeforeAllIsSentCounts(boolean resets) throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ObjectStore throttled = open(URI.create("http://127.0.0.1:" + busy.getLocalPort()), "")) {
      Unawaited.drop(CompletableFuture.runAsync(() -> refuse(busy, resets)));
      TestBody body = new TestBody(1L << 40, EndlessStream::new);
      Kind kind =
          Calls.fault(throttled.writer().uploadPart(new PartUpload(UPLOAD, 7), body)).kind();
      assertThat(kind).isEqualTo(Kind.THROTTLED);
      assertThat(body.stillOpen()).isZero();
    }
  }

  private static void refuse(ServerSocket server, boolean resets) {
    try (Socket connection = server.accept()) {
      connection.getInputStream().skipNBytes(LARGE);
      connection
          .getOutputStream()
          .write("HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
      connection.setSoLinger(resets, 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInterruptionIsKept() {
    Thread.currentThread().interrupt();
    CompletableFuture<?> put = put(TestBody.of(new byte[LARGE])).toCompletableFuture();
    assertThat(Thread.interrupted()).isTrue();
    put.cancel(false);
    Thread.currentThread().interrupt();
    CompletableFuture<?> tags = store.tags(SOURCE.object(), Optional.empty()).toCompletableFuture();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(tags).isCompletedExceptionally();
  }

  @Test
  void aRangeOfOneStateIsRead() throws IOException {
    server.answer("206 Partial", "0123456789", "ETag: \"e\"", "Content-Range: bytes 5-14/99");
    CopySource source = new CopySource(BUCKET.object("k"), ETag.of("e"), Optional.of("v"));
    try (InputStream in = Calls.done(store.reader().read(source, new ByteRange(5, 14)))) {
      assertThat(in.readAllBytes()).isEqualTo(CONTENT);
    }
    Request request = server.last();
    assertThat(request.path()).isEqualTo("/b/k?versionId=v");
    assertThat(request.headers())
        .containsEntry("range", "bytes=5-14")
        .containsEntry("if-match", "\"e\"");
  }

  @ParameterizedTest
  @CsvSource({
    "200 OK, ETag: \"e\", X: y, UNSUPPORTED",
    "206 Partial, ETag: \"e\", Content-Range: bytes 1-10/99, UNSUPPORTED",
    "206 Partial, ETag: \"e\", Content-Range: bytes 0-8/99, UNSUPPORTED",
    "206 Partial, ETag: \"e\", Content-Range: bytes 0-99/100, UNSUPPORTED",
    "206 Partial, ETag: \"f\", Content-Range: bytes 0-9/99, SOURCE_CHANGED",
    "206 Partial, X: y, Content-Range: bytes 0-9/99, TRANSIENT",
    "412 No, X: y, Z: y, SOURCE_CHANGED",
    "404 No, X: y, Z: y, NOT_FOUND",
    "503 No, X: y, Z: y, THROTTLED"
  })
  void noByteOfAnotherAnswerIsHandedOut(String status, String etag, String range, Kind kind) {
    server.answer(status, "0123456789", etag, range);
    assertThat(Calls.fault(store.reader().read(SOURCE, new ByteRange(0, 9))).kind())
        .isEqualTo(kind);
  }

  @Test
  void aBodyOfAnotherLengthThanItsRangeIsRefused() {
    server.answer("206 Partial", "01234567890", "ETag: \"e\"", "Content-Range: bytes 0-9/99");
    assertThat(Calls.fault(store.reader().read(SOURCE, new ByteRange(0, 9))).kind())
        .isEqualTo(Kind.UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 2000000", "Transfer-Encoding: chunked"})
  void bytesThatBreakOffAreAPassingFaultOfTheSource(String framing) throws IOException {
    breakOff(2_000_000, framing);
    try (InputStream in = Calls.done(store.reader().read(SOURCE, new ByteRange(0, 1_999_999)))) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOfSatisfying(
              SourceFaultException.class,
              broken -> assertThat(broken.fault().kind()).isEqualTo(Kind.TRANSIENT));
    }
  }

  /** All of a few bytes are there before any of them is read. */
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
  void fewBytesThatBreakOffAreAPassingFaultOfTheCall(String framing) {
    breakOff(10, framing);
    assertThat(Calls.fault(store.reader().read(SOURCE, new ByteRange(0, 9))).kind())
        .isEqualTo(Kind.TRANSIENT);
  }

  private void breakOff(long length, String framing) {
    server.answer(
        ("HTTP/1.1 206 Partial\r\nETag: \"e\"\r\nContent-Range: bytes 0-"
                + (length - 1)
                + "/9999999\r\n"
                + framing
                + "\r\n\r\n"
                + (framing.startsWith("T") ? "3\r\n012\r\n" : "012"))
            .getBytes(ISO_8859_1));
  }

  @Test
  void aStreamMayBeClosedWhileItIsRead() throws Exception {
    try (ServerSocket stalling = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ObjectStore stalled = open(URI.create("http://127.0.0.1:" + stalling.getLocalPort()), "")) {
      CompletionStage<InputStream> opened =
          stalled.reader().read(SOURCE, new ByteRange(0, 9_999_999));
      try (Socket connection = stalling.accept()) {
        connection
            .getOutputStream()
            .write(
                "HTTP/1.1 206 P\r\nETag: \"e\"\r\nContent-Range: bytes 0-9999999/10000000\r\nContent-Length: 10000000\r\n\r\n0"
                    .getBytes(ISO_8859_1));
        InputStream in = Calls.done(opened);
        assertThat(in.read()).isEqualTo('0');
        CompletableFuture<Integer> read =
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return in.read();
                  } catch (IOException closed) {
                    return -2;
                  }
                });
        in.close();
        assertThat(read.get()).isEqualTo(-2);
        // The connection is given up, not drained.
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  @Test
  void whatIsNotNamedAsDeletedIsThereStill() {
    server.answer(
        "200 OK",
        "<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key><Code>AccessDenied</Code>"
            + "<Message>no</Message></Error><Error><Key>c</Key><Code>InternalError</Code></Error>"
            + "<Error><Key>d</Key><Code>NoSuchKey</Code></Error></DeleteResult>");

    Map<String, StoreFault> failed =
        Calls.done(store.deleter().delete(BUCKET, Set.of("a", "b", "c", "d", "e")));

    assertThat(failed).containsOnlyKeys("b", "c", "e");
    assertThat(failed.get("b"))
        .isEqualTo(
            new StoreFault(
                Kind.DENIED,
                StoreOperation.DELETE_OBJECTS,
                BUCKET.object("b").toString(),
                "AccessDenied",
                0,
                "",
                "no"));
    assertThat(failed)
        .hasEntrySatisfying("c", fault -> assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN));
    assertThat(failed)
        .hasEntrySatisfying("e", fault -> assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN));
    assertThat(server.last().path()).isEqualTo("/b?delete");
  }

  @Test
  void aKeyThatXmlCannotCarryIsDeletedAlone() {
    server.answer("204 No Content", "");

    assertThat(Calls.done(store.deleter().delete(BUCKET, Set.of("a\u0001b")))).isEmpty();

    assertThat(server.requests()).hasSize(1);
    assertThat(server.last().method() + " " + server.last().path()).isEqualTo("DELETE /b/a%01b");
  }

  @Test
  void oneThatCannotBeDeletedAloneFailsNoOther() {
    server.answer("403 No", "<Error><Code>AccessDenied</Code></Error>");

    Map<String, StoreFault> failed = Calls.done(store.deleter().delete(BUCKET, Set.of("\uFFFE")));

    assertThat(failed).containsOnlyKeys("\uFFFE");
    assertThat(failed)
        .hasEntrySatisfying("\uFFFE", fault -> assertThat(fault.kind()).isEqualTo(Kind.DENIED));
  }

  @Test
  void aBatchThatFailsFailsTheCall() {
    server.answer("503 Slow Down", "<Error><Code>SlowDown</Code></Error>");
    assertThat(Calls.fault(store.deleter().delete(BUCKET, Set.of("a"))).kind())
        .isEqualTo(Kind.THROTTLED);
  }
}
