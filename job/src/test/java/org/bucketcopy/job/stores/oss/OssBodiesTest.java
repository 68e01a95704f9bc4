package org.bucketcopy.job.stores.oss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.oss.OssRequest;
import org.bucketcopy.job.stores.HadoopStoreSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectLocation;
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
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are sent and read where the server does not do as it should. */
@Timeout(60)
class OssBodiesTest {
  private static final ByteRange RANGE = new ByteRange(100, 150_099);

  private final OssHarness harness = new OssHarness();
  private final ObjectStore store = harness.open();
  private final ObjectLocation object = harness.destination().bucket().object("sent");
  private final byte[] content = new byte[200_000];

  OssBodiesTest() {
    new Random(2).nextBytes(content);
  }

  @AfterEach
  void stop() {
    store.close();
    harness.close();
  }

  static Stream<Arguments> hollowAnswers() {
    return Stream.of(
        Arguments.of("an error", OssFault.error(200, "InternalError"), Kind.UNKNOWN),
        Arguments.of("a final error", OssFault.error(200, "AccessDenied"), Kind.DENIED),
        Arguments.of("nothing", OssFault.EMPTY, Kind.UNKNOWN),
        Arguments.of("a page", OssFault.HTML, Kind.UNKNOWN),
        Arguments.of("no header", OssFault.BARE, Kind.UNKNOWN),
        Arguments.of("no answer", OssFault.LOST_REPLY, Kind.UNKNOWN),
        Arguments.of("no work", OssFault.LOST_REQUEST, Kind.UNKNOWN),
        Arguments.of("slow down", OssFault.error(503, "SlowDown"), Kind.THROTTLED),
        Arguments.of("another CRC", OssFault.WRONG_CRC64, Kind.CORRUPT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hollowAnswers")
  void putIsNoSuccess(String name, OssFault fault, Kind kind) {
    CountedBody body = new CountedBody(content);
    harness.server().next(OssCallKind.PUT_OBJECT, fault);
    assertThat(Calls.fault(store.writer().put(put(object), body)).kind()).isEqualTo(kind);
    assertThat(body.streams()).isZero();
    Calls.done(store.writer().put(put(object), body));
    assertThat(harness.read(object)).isEqualTo(content);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hollowAnswers")
  void partIsNoSuccess(String name, OssFault fault, Kind kind) {
    PartUpload part = new PartUpload(initiate(), 1);
    CountedBody body = new CountedBody(content);
    harness.server().next(OssCallKind.UPLOAD_PART, fault);
    assertThat(Calls.fault(store.writer().uploadPart(part, body)).kind()).isEqualTo(kind);
    assertThat(body.streams()).isZero();
    assertThat(Calls.done(store.writer().uploadPart(part, body)).size()).isEqualTo(200_000);
  }

  @Test
  void answerWithoutCrcProvesTheETagAlone() {
    harness.server().next(OssCallKind.PUT_OBJECT, OssFault.WITHOUT_CRC64);
    StoredObject made = Calls.done(store.writer().put(put(object), new CountedBody(content)));
    assertThat(made.etag()).isPresent();
    assertThat(made.checksums()).isEqualTo(ContentChecksums.NONE);
  }

  @Test
  void checksumIsThatOfTheServer() {
    UploadHandle upload = initiate();
    UploadedPart part =
        Calls.done(
            store
                .writer()
                .uploadPart(
                    new PartUpload(upload, 1), new CountedBody("123456789".getBytes(UTF_8))));
    assertThat(part.checksum().orElseThrow()).hasToString("CRC-64/ECMA 995dc9bbdf1939fa");
    assertThat(Calls.done(store.parts(upload))).containsExactly(part);
  }

  @Test
  void bodyIsSentPlainAndSignedWithoutItsBytes() {
    Calls.done(store.writer().put(put(object), new CountedBody(content)));
    OssRequest request = last();
    assertThat(request.header("x-oss-content-sha256")).contains("UNSIGNED-PAYLOAD");
    assertThat(request.header("content-length")).contains("200000");
    assertThat(request.headers())
        .doesNotContainKeys("transfer-encoding", "expect", "content-type", "content-md5");
  }

  @Test
  void rulesAndClassesAreThoseOfUploads() {
    ObjectMetadata metadata = new ObjectMetadata(Map.of(), Map.of(), Map.of(), Optional.of("IA"));
    ObjectPut absent = new ObjectPut(object, metadata, DestinationRule.MUST_BE_ABSENT);
    Calls.done(store.writer().put(absent, new CountedBody(content)));
    assertThat(harness.server().object("destination", "sent").storageClass()).isEqualTo("IA");
    assertThat(Calls.fault(store.writer().put(absent, new CountedBody(content))).kind())
        .isEqualTo(Kind.ALREADY_EXISTS);
    ObjectLocation slash = harness.destination().bucket().object("/slash");
    assertThat(Calls.fault(store.writer().put(put(slash), new CountedBody(content))).kind())
        .isEqualTo(Kind.INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 150_000})
  void sourceThatCannotBeReadEndsTheRequest(int after) {
    CountedBody body = new CountedBody(content).failing(after, () -> new IOException("disk"));
    StoreFault fault = Calls.fault(store.writer().put(put(object), body));
    assertThat(fault.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(fault.message()).contains("disk");
    assertThat(body.streams()).isZero();
    assertThat(harness.server().keys("destination")).isEmpty();
  }

  @Test
  void brokenSourceIsADefect() {
    CountedBody body =
        new CountedBody(content)
            .failing(
                10,
                () -> {
                  throw new IllegalStateException("bug");
                });
    assertThat(Calls.fault(store.writer().put(put(object), body)).kind()).isEqualTo(Kind.DEFECT);
    assertThat(body.streams()).isZero();
  }

  @Test
  void emptySourceMayBeUnreadableToo() {
    Body body =
        new Body() {
          @Override
          public long length() {
            return 0;
          }

          @Override
          public InputStream open() throws IOException {
            throw new IOException("disk");
          }
        };
    assertThat(Calls.fault(store.writer().put(put(object), body)).kind()).isEqualTo(Kind.TRANSIENT);
    CountedBody grown = new CountedBody(content, 0);
    assertThat(Calls.fault(store.writer().put(put(object), grown)).kind())
        .isEqualTo(Kind.SOURCE_CHANGED);
    assertThat(grown.streams()).isZero();
    assertThat(harness.server().keys("destination")).isEmpty();
  }

  static Stream<Arguments> wrongReads() {
    return Stream.of(
        Arguments.of("everything", OssFault.WHOLE_READ, Kind.UNSUPPORTED),
        Arguments.of("another range", OssFault.OTHER_READ, Kind.UNSUPPORTED),
        Arguments.of("no ETag", OssFault.BARE, Kind.TRANSIENT),
        Arguments.of("an error", OssFault.error(200, "InternalError"), Kind.TRANSIENT),
        Arguments.of("slow down", OssFault.error(503, "SlowDown"), Kind.THROTTLED),
        Arguments.of("no answer", OssFault.LOST_REPLY, Kind.TRANSIENT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongReads")
  void readIsNoSuccess(String name, OssFault fault, Kind kind) throws IOException {
    CopySource source = source(content);
    harness.server().next(OssCallKind.READ_OBJECT, fault);
    assertThat(Calls.fault(store.reader().read(source, RANGE)).kind()).isEqualTo(kind);
    assertRead(store, source);
  }

  @Test
  void largeObjectInPlaceOfARangeIsNotTaken() throws IOException {
    try (ObjectStore two = open(2)) {
      CopySource source = source(Arrays.copyOf(content, 32 << 20));
      for (int i = 0; i < 5; i++) {
        harness.server().next(OssCallKind.READ_OBJECT, OssFault.WHOLE_READ);
        assertThat(Calls.fault(two.reader().read(source, RANGE)).kind())
            .isEqualTo(Kind.UNSUPPORTED);
      }
      assertRead(two, source);
    }
  }

  @Test
  void readThatBreaksOffSaysSo() {
    CopySource source = source(content);
    harness.server().next(OssCallKind.READ_OBJECT, OssFault.CUT);
    assertThatThrownBy(
            () -> {
              try (InputStream in = Calls.done(store.reader().read(source, RANGE))) {
                in.readAllBytes();
              }
            })
        .isInstanceOfSatisfying(
            SourceFaultException.class,
            broken -> assertThat(broken.fault().kind()).isEqualTo(Kind.TRANSIENT));
  }

  @Test
  void otherStateIsNotReadWhereTheConditionIsIgnored() {
    CopySource former = source(content);
    harness.put(former.object(), new byte[200_000], ObjectMetadata.NONE);
    harness.server().next(OssCallKind.READ_OBJECT, OssFault.UNCONDITIONAL_READ);
    assertThat(Calls.fault(store.reader().read(former, RANGE)).kind())
        .isEqualTo(Kind.SOURCE_CHANGED);
  }

  @Test
  void rangeBeyondTheObjectIsRefused() {
    CopySource source = source(content);
    assertThat(Calls.fault(store.reader().read(source, new ByteRange(200_000, 200_009))).kind())
        .isEqualTo(Kind.INVALID);
    assertThat(Calls.fault(store.reader().read(source, new ByteRange(0, 200_000))).kind())
        .isEqualTo(Kind.UNSUPPORTED);
  }

  @Test
  void streamsThatAreClosedEarlyGiveTheirConnectionsBack() throws IOException {
    try (ObjectStore two = open(2)) {
      CopySource source = source(Arrays.copyOf(content, 32 << 20));
      for (int i = 0; i < 6; i++) {
        InputStream in = Calls.done(two.reader().read(source, new ByteRange(0, (32 << 20) - 1)));
        assertThat(in.read()).isEqualTo(content[0] & 0xff);
        in.close();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class);
      }
      assertRead(two, source);
    }
  }

  private void assertRead(ObjectStore by, CopySource source) throws IOException {
    try (InputStream in = Calls.done(by.reader().read(source, RANGE))) {
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 100, 150_100));
    }
  }

  private ObjectStore open(int connections) {
    return Openers.oss(Map.of())
        .open(
            object.bucket(),
            new HadoopStoreSettings(harness.configuration(), "oss", "destination"),
            connections);
  }

  private CopySource source(byte[] bytes) {
    ObjectLocation source = harness.source().bucket().object("read");
    harness.put(source, bytes, ObjectMetadata.NONE);
    return CopySource.of(source, Calls.done(store.head(source, Optional.empty())).identity());
  }

  private OssRequest last() {
    return harness.server().requests().get(harness.server().requests().size() - 1);
  }

  private static ObjectPut put(ObjectLocation object) {
    return new ObjectPut(object, ObjectMetadata.NONE, DestinationRule.REPLACE);
  }

  private UploadHandle initiate() {
    return Calls.done(
        store.initiate(new UploadRequest(object, ObjectMetadata.NONE, DestinationRule.REPLACE)));
  }
}
