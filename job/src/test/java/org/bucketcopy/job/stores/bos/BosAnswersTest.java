package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.bos.BosCall;
import org.bucketcopy.job.servers.bos.Fault;
import org.bucketcopy.planner.model.ByteRange;
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
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A 200 is no success by itself. */
class BosAnswersTest {
  private static final int SIZE = 150_000;
  private static final List<BosCall> MAKING =
      List.of(BosCall.COPY_PART, BosCall.COMPLETE, BosCall.COPY_OBJECT);

  private final BosHarness harness = new BosHarness();
  private final ObjectStore store = harness.open();
  private final ObjectLocation from = harness.source().bucket().object("from/object");
  private final ObjectLocation to = harness.destination().bucket().object("to/object");

  @BeforeEach
  void putObject() {
    harness.put(from, new byte[SIZE], ObjectMetadata.NONE);
  }

  @AfterEach
  void stop() {
    store.close();
    harness.close();
  }

  static Stream<Arguments> unusableAnswers() {
    return eachWith(
        List.of(
            Named.of("empty", Fault.EMPTY_200),
            Named.of("empty, in chunks", Fault.EMPTY_CHUNKED_200),
            Named.of("HTML", Fault.HTML_200),
            Named.of("without an ETag", Fault.NO_ETAG_200),
            Named.of("cut short", Fault.CUT_SHORT),
            Named.of("half, as if it were whole", Fault.HALF_AN_ANSWER),
            Named.of("lost", Fault.REPLY_LOST),
            Named.of("dropped", Fault.DROPPED)));
  }

  static Stream<Arguments> errorsIn200() {
    return eachWith(
        List.of(
            Named.of("plain", Fault.errorIn200("InternalError")),
            Named.of("in chunks", Fault.errorInChunked200("InternalError"))));
  }

  private static Stream<Arguments> eachWith(List<Named<Fault>> faults) {
    return MAKING.stream().flatMap(call -> faults.stream().map(fault -> Arguments.of(call, fault)));
  }

  @ParameterizedTest
  @MethodSource("unusableAnswers")
  void answerThatSaysNothingLeavesTheOutcomeUnknown(BosCall call, Fault unusable) {
    assertThat(faultOf(call, unusable).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("errorsIn200")
  void errorInA200KeepsItsCodeAndRequestId(BosCall call, Fault error) {
    StoreFault fault = faultOf(call, error);
    assertThat(fault.code()).isEqualTo("InternalError");
    assertThat(fault.requestId()).isEqualTo(Fault.REQUEST_ID);
    assertThat(fault.status()).isEqualTo(200);
    assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(fault.message()).contains("The body says");
  }

  @Test
  void codeInA200DecidesAsItDoesElsewhere() {
    assertThat(faultOf(BosCall.COPY_PART, Fault.errorIn200("NoSuchUpload")).kind())
        .isEqualTo(Kind.UPLOAD_GONE);
    assertThat(faultOf(BosCall.COPY_OBJECT, Fault.errorIn200("SlowDown")).kind())
        .isEqualTo(Kind.THROTTLED);
    assertThat(faultOf(BosCall.COMPLETE, Fault.errorIn200("PreconditionFailed")).kind())
        .isEqualTo(Kind.ALREADY_EXISTS);
  }

  @Test
  void codeSuccessIsNoError() {
    harness.server().next(BosCall.COPY_PART, Fault.SUCCESS_CODE);
    assertThat(Calls.done(store.copyPart(partCopy())).partNumber()).isEqualTo(1);
  }

  @Test
  void emptyListingIsNotTakenForAnEmptyBucket() {
    harness.server().next(BosCall.LIST_OBJECTS, Fault.EMPTY_200);
    StoreFault fault = Calls.fault(store.list(harness.source(), Optional.empty()));
    assertThat(fault.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(fault.operation()).isEqualTo(StoreOperation.LIST_OBJECTS);
  }

  @Test
  void answerLostAfterTheWorkLeavesTheObject() {
    assertThat(faultOf(BosCall.COMPLETE, Fault.REPLY_LOST).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(Calls.done(store.head(to, Optional.empty())).size()).isEqualTo(SIZE);
  }

  @Test
  void statusOfAnErrorThatIsNotJsonIsKept() {
    StoreFault fault = faultOf(BosCall.COPY_PART, Fault.HTML_503);
    assertThat(fault.status()).isEqualTo(503);
    assertThat(fault.kind()).isEqualTo(Kind.THROTTLED);
  }

  @Test
  void throttlingIsKnownByItsMessage() {
    assertThat(faultOf(BosCall.COPY_PART, Fault.SLOW_DOWN).kind()).isEqualTo(Kind.THROTTLED);
    assertThat(faultOf(BosCall.COPY_PART, Fault.RATE_TOO_HIGH).kind()).isEqualTo(Kind.THROTTLED);
  }

  @Test
  void ignoredRangeShowsInTheListOfParts() {
    harness.server().next(BosCall.COPY_PART, Fault.RANGE_IGNORED);
    PartCopy copy = partCopy();
    PartCopy first = new PartCopy(copy.upload(), 1, copy.source(), new ByteRange(0, 99));
    UploadedPart part = Calls.done(store.copyPart(first));
    assertThat(part.size()).isEqualTo(100);
    assertThat(Calls.done(store.parts(copy.upload())))
        .extracting(UploadedPart::size)
        .containsExactly((long) SIZE);
  }

  /** The SDK loses the connection of an answer that it cannot read. */
  @Test
  void noAnswerCostsAConnection() {
    try (ObjectStore narrow = harness.open(1)) {
      for (Fault fault :
          List.of(Fault.HTML_503, Fault.HTML_200, Fault.CUT_SHORT, Fault.errorIn200("SlowDown"))) {
        harness.server().next(BosCall.COPY_OBJECT, fault);
        assertThat(Calls.fault(narrow.copyObject(objectCopy())).kind()).isNotNull();
      }
      Calls.done(narrow.copyObject(objectCopy()));
    }
    assertThat(harness.read(to)).hasSize(SIZE);
  }

  @Test
  void nothingIsRepeated() {
    harness.server().next(BosCall.COPY_OBJECT, Fault.SLOW_DOWN);
    int before = harness.server().requests().size();
    assertThat(Calls.fault(store.copyObject(objectCopy())).code()).isEqualTo("SlowDown");
    assertThat(harness.server().requests()).hasSize(before + 2);
  }

  private StoreFault faultOf(BosCall call, Fault fault) {
    return switch (call) {
      case COPY_PART -> {
        PartCopy copy = partCopy();
        harness.server().next(call, fault);
        yield Calls.fault(store.copyPart(copy));
      }
      case COMPLETE -> {
        PartCopy copy = partCopy();
        UploadedPart part = Calls.done(store.copyPart(copy));
        UploadCompletion completion =
            new UploadCompletion(
                copy.upload(), List.of(part), ObjectMetadata.NONE, DestinationRule.REPLACE);
        harness.server().next(call, fault);
        yield Calls.fault(store.complete(completion));
      }
      default -> {
        ObjectCopy copy = objectCopy();
        harness.server().next(call, fault);
        yield Calls.fault(store.copyObject(copy));
      }
    };
  }

  private PartCopy partCopy() {
    UploadHandle upload =
        Calls.done(
            store.initiate(new UploadRequest(to, ObjectMetadata.NONE, DestinationRule.REPLACE)));
    return new PartCopy(upload, 1, source(), new ByteRange(0, SIZE - 1));
  }

  private ObjectCopy objectCopy() {
    return new ObjectCopy(source(), to, Optional.empty(), DestinationRule.REPLACE);
  }

  private CopySource source() {
    return CopySource.of(from, Calls.done(store.head(from, Optional.empty())).identity());
  }
}
