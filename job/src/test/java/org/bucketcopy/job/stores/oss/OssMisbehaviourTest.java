package org.bucketcopy.job.stores.oss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.oss.OssReply;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that look like a success and are none. */
class OssMisbehaviourTest {
  private static final int SIZE = 2 * 100 * 1024 + 17;
  private static final ByteRange SECOND_RANGE = new ByteRange(102_400, 204_799);

  private final OssHarness harness = new OssHarness();
  private final ObjectStore store = harness.open();
  private final ObjectLocation source = harness.source().bucket().object("a b/ü");
  private final ObjectLocation destination = harness.destination().bucket().object("copy");
  private final byte[] content = new byte[SIZE];

  OssMisbehaviourTest() {
    new Random(1).nextBytes(content);
    harness.put(source, content, ObjectMetadata.NONE);
  }

  @AfterEach
  void stop() {
    store.close();
    harness.close();
  }

  /** Every answer of 200 that says nothing about what was done, or that something went wrong. */
  static Stream<Arguments> hollowAnswers() {
    return Stream.of(
        Arguments.of("an error", OssFault.error(200, "InternalError"), Kind.UNKNOWN),
        Arguments.of("an error to wait for", OssFault.error(200, "SlowDown"), Kind.THROTTLED),
        Arguments.of("a final error", OssFault.error(200, "AccessDenied"), Kind.DENIED),
        Arguments.of("nothing", OssFault.EMPTY, Kind.UNKNOWN),
        Arguments.of("a page", OssFault.HTML, Kind.UNKNOWN),
        Arguments.of("half a document", OssFault.HALVED, Kind.UNKNOWN),
        Arguments.of("a cut line", OssFault.CUT, Kind.UNKNOWN),
        Arguments.of("no answer", OssFault.LOST_REPLY, Kind.UNKNOWN),
        Arguments.of("no work", OssFault.LOST_REQUEST, Kind.UNKNOWN),
        Arguments.of("an error 500", OssFault.error(500, "InternalError"), Kind.UNKNOWN),
        Arguments.of("slow down", OssFault.error(503, "SlowDown"), Kind.THROTTLED),
        Arguments.of("too many", OssFault.error(503, "QpsLimitExceeded"), Kind.THROTTLED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hollowAnswers")
  void copiedPartIsNoSuccess(String name, OssFault fault, Kind kind) {
    UploadHandle upload = initiate();
    harness.server().next(OssCallKind.UPLOAD_PART_COPY, fault);
    assertThat(Calls.fault(store.copyPart(secondPart(upload))).kind()).isEqualTo(kind);
    assertThat(Calls.done(store.copyPart(secondPart(upload))).size()).isEqualTo(102_400);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hollowAnswers")
  void completionIsNoSuccess(String name, OssFault fault, Kind kind) {
    UploadCompletion completion = copied();
    harness.server().next(OssCallKind.COMPLETE, fault);
    assertThat(Calls.fault(store.complete(completion)).kind()).isEqualTo(kind);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hollowAnswers")
  void copiedObjectIsNoSuccess(String name, OssFault fault, Kind kind) {
    harness.server().next(OssCallKind.COPY_OBJECT, fault);
    assertThat(Calls.fault(store.copyObject(copy())).kind()).isEqualTo(kind);
    Calls.done(store.copyObject(copy()));
    assertThat(harness.read(destination)).isEqualTo(content);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hollowAnswers")
  void initiatedUploadIsNoSuccess(String name, OssFault fault, Kind kind) {
    harness.server().next(OssCallKind.INITIATE, fault);
    UploadRequest request =
        new UploadRequest(destination, ObjectMetadata.NONE, DestinationRule.REPLACE);
    assertThat(Calls.fault(store.initiate(request)).kind()).isEqualTo(kind);
  }

  @Test
  void hiddenErrorKeepsItsCodeAndItsRequest() {
    harness.server().next(OssCallKind.COPY_OBJECT, OssFault.error(200, "InternalError"));
    StoreFault fault = Calls.fault(store.copyObject(copy()));
    assertThat(fault.code()).isEqualTo("InternalError");
    assertThat(fault.status()).isEqualTo(200);
    assertThat(fault.requestId()).isNotEmpty();
    assertThat(fault.message()).isEqualTo("as the test asked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0001", "&#x1;", "\uFFFE\uFFFF", "&#65535;"})
  void errorKeepsItsCodeWhateverKeyItNames(String key) {
    String error = "<Error><Code>CallbackFailed</Code><Message>m</Message><Key>" + key + "</Key>";
    OssReply reply = OssReply.text(203, "application/xml", error + "</Error>");
    for (int status : new int[] {200, 409}) {
      harness
          .server()
          .next(
              OssCallKind.COPY_OBJECT,
              (request, work) ->
                  Optional.of(
                      new OssReply(status, reply.headers(), reply.body(), reply.promised())));
      assertThat(Calls.fault(store.copyObject(copy())).code()).isEqualTo("CallbackFailed");
    }
  }

  @Test
  void ignoredRangeIsNoSuccess() {
    UploadHandle upload = initiate();
    harness.server().next(OssCallKind.UPLOAD_PART_COPY, OssFault.IGNORED_RANGE);
    StoreFault fault = Calls.fault(store.copyPart(secondPart(upload)));
    assertThat(fault.kind()).isEqualTo(Kind.INVALID);
    assertThat(fault.message()).contains("102400").contains(Integer.toString(SIZE));
  }

  @Test
  void unsaidRangeIsProvenByTheSizeOfThePart() {
    UploadHandle upload = initiate();
    harness.server().next(OssCallKind.UPLOAD_PART_COPY, OssFault.UNSAID_RANGE);
    UploadedPart part = Calls.done(store.copyPart(secondPart(upload)));
    assertThat(part.size()).isEqualTo(102_400);
    assertThat(Calls.done(store.parts(upload))).containsExactly(part);
  }

  @Test
  void otherRangeThanTheAskedOneIsNoSuccess() {
    UploadHandle upload = initiate();
    harness.server().next(OssCallKind.UPLOAD_PART_COPY, OssFault.OTHER_RANGE);
    assertThat(Calls.fault(store.copyPart(secondPart(upload))).kind()).isEqualTo(Kind.INVALID);
  }

  @Test
  void lostReplyOfCompleteLeavesTheObject() {
    UploadCompletion completion = copied();
    harness.server().next(OssCallKind.COMPLETE, OssFault.LOST_REPLY);
    assertThat(Calls.fault(store.complete(completion)).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(harness.read(destination)).isEqualTo(content);
    assertThat(Calls.fault(store.complete(completion)).kind()).isEqualTo(Kind.UPLOAD_GONE);
  }

  @Test
  void completionIsOneRequest() {
    UploadCompletion completion = copied();
    int before = harness.server().requests().size();
    Calls.done(store.complete(completion));
    assertThat(harness.server().requests()).hasSize(before + 1);
  }

  @Test
  void nothingIsSentTwice() {
    harness.server().next(OssCallKind.COPY_OBJECT, OssFault.error(503, "SlowDown"));
    assertThat(Calls.fault(store.copyObject(copy())).kind()).isEqualTo(Kind.THROTTLED);
    assertThat(
            harness.server().requests().stream()
                .filter(request -> request.header("x-oss-copy-source").isPresent()))
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("hollowListings")
  void listingIsNoSuccess(OssFault fault) {
    harness.server().next(OssCallKind.LIST_OBJECTS, fault);
    assertThat(Calls.fault(store.list(harness.source(), Optional.empty())).kind())
        .isEqualTo(Kind.TRANSIENT);
  }

  static Stream<OssFault> hollowListings() {
    return Stream.of(
        OssFault.EMPTY,
        OssFault.HTML,
        OssFault.HALVED,
        OssFault.CUT,
        OssFault.LOST_REPLY,
        OssFault.error(200, "InternalError"));
  }

  private UploadHandle initiate() {
    return Calls.done(
        store.initiate(
            new UploadRequest(destination, ObjectMetadata.NONE, DestinationRule.REPLACE)));
  }

  private CopySource pinned() {
    ETag etag = Calls.done(store.head(source, Optional.empty())).identity().etag();
    return new CopySource(source, etag, Optional.empty());
  }

  private PartCopy secondPart(UploadHandle upload) {
    return new PartCopy(upload, 2, pinned(), SECOND_RANGE);
  }

  private ObjectCopy copy() {
    return new ObjectCopy(pinned(), destination, Optional.empty(), DestinationRule.REPLACE);
  }

  private UploadCompletion copied() {
    UploadHandle upload = initiate();
    List<ByteRange> ranges =
        Arrays.asList(new ByteRange(0, 102_399), SECOND_RANGE, new ByteRange(204_800, SIZE - 1));
    List<UploadedPart> parts =
        Stream.of(1, 2, 3)
            .map(n -> new PartCopy(upload, n, pinned(), ranges.get(n - 1)))
            .map(copy -> Calls.done(store.copyPart(copy)))
            .toList();
    return new UploadCompletion(upload, parts, ObjectMetadata.NONE, DestinationRule.REPLACE);
  }
}
