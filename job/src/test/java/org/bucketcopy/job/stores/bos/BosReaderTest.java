package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.bos.BosCall;
import org.bucketcopy.job.servers.bos.Fault;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BosReaderTest {
  private static final int SIZE = 20 << 20;
  private static final ByteRange MOST = new ByteRange(5, SIZE - 2);

  private final BosHarness harness = new BosHarness();

  /** One connection: none may be lost, and none may be used that is out of step. */
  private final ObjectStore store = harness.open(1);

  private final ObjectLocation from = harness.source().bucket().object("from/object");

  @BeforeEach
  void putObject() {
    byte[] content = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      content[i] = (byte) (i * 31 + i / 256);
    }
    harness.put(from, content, ObjectMetadata.NONE);
  }

  @AfterEach
  void stop() {
    store.close();
    harness.close();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(Named.of("whole", Fault.RANGE_IGNORED), Kind.UNSUPPORTED),
        Arguments.of(Named.of("other range", Fault.OTHER_RANGE), Kind.UNSUPPORTED),
        Arguments.of(Named.of("other ETag", Fault.etag("\"0\"")), Kind.SOURCE_CHANGED),
        Arguments.of(Named.of("no ETag", Fault.etag("")), Kind.TRANSIENT),
        Arguments.of(Named.of("empty", Fault.EMPTY_200), Kind.TRANSIENT),
        Arguments.of(Named.of("HTML", Fault.HTML_200), Kind.TRANSIENT),
        Arguments.of(Named.of("dropped", Fault.DROPPED), Kind.TRANSIENT),
        Arguments.of(Named.of("HTML with 503", Fault.HTML_503), Kind.THROTTLED),
        Arguments.of(
            Named.of("large error", Fault.error(500, "InternalError", "x".repeat(2 << 20))),
            Kind.INVALID),
        Arguments.of(Named.of("error", Fault.SLOW_DOWN), Kind.THROTTLED));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void noByteIsReadOfAnotherAnswer(Fault fault, Kind kind) throws IOException {
    CopySource source = source();
    harness.server().next(BosCall.READ_OBJECT, fault);
    StoreFault found = Calls.fault(store.reader().read(source, MOST));
    assertThat(found.kind()).as("%s", found).isEqualTo(kind);
    assertThat(found.operation()).isEqualTo(StoreOperation.READ_RANGE);
    goesOn(source);
  }

  @Test
  void onlyWhatAWholeObjectCarriesNeedsItsTime() throws IOException {
    CopySource source = source();
    harness.server().next(BosCall.READ_OBJECT, Fault.TIMELESS);
    try (InputStream in = Calls.done(store.reader().read(source, MOST))) {
      assertThat(in.readAllBytes()).hasSize((int) MOST.length());
    }
    harness.server().next(BosCall.READ_OBJECT, Fault.TIMELESS);
    assertThat(Calls.fault(store.reader().open(source, SIZE)).kind()).isEqualTo(Kind.TRANSIENT);
    goesOn(source);
  }

  @Test
  void conditionThatIsIgnoredIsHeldAgainstTheAnswer() {
    CopySource former = source();
    harness.put(from, new byte[SIZE], ObjectMetadata.NONE);
    harness.server().next(BosCall.READ_OBJECT, Fault.IF_MATCH_IGNORED);
    assertThat(Calls.fault(store.reader().read(former, MOST)).kind())
        .isEqualTo(Kind.SOURCE_CHANGED);
  }

  @Test
  void rangeBeyondTheObjectIsNotCutShort() throws IOException {
    CopySource source = source();
    assertThat(Calls.fault(store.reader().read(source, new ByteRange(990, SIZE))).kind())
        .isEqualTo(Kind.UNSUPPORTED);
    assertThat(Calls.fault(store.reader().read(source, new ByteRange(SIZE, SIZE))).kind())
        .isEqualTo(Kind.INVALID);
    goesOn(source);
  }

  static Stream<Named<Fault>> breaks() {
    return Stream.of(Named.of("cut short", Fault.CUT_SHORT), Named.of("reset", Fault.ANSWER_RESET));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void bytesThatBreakOffAreTheFaultOfTheSource(Fault fault) throws IOException {
    CopySource source = source();
    harness.server().next(BosCall.READ_OBJECT, fault);
    try (InputStream in = Calls.done(store.reader().read(source, MOST))) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOfSatisfying(
              SourceFaultException.class,
              broken -> {
                assertThat(broken.fault().kind()).isEqualTo(Kind.TRANSIENT);
                assertThat(broken.fault().target()).isEqualTo(from.toString());
              });
    }
    goesOn(source);
  }

  @Test
  void anotherThreadEndsAReadThatWaits() throws IOException {
    CopySource source = source();
    harness.server().next(BosCall.READ_OBJECT, Fault.ANSWER_HALF_SENT);
    InputStream in = Calls.done(store.reader().read(source, MOST));
    in.skipNBytes(MOST.length() / 2);
    CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> read(in));
    in.close();
    assertThat(Calls.done(waiting)).isEqualTo(-2);
    goesOn(source);
  }

  private static int read(InputStream in) {
    try {
      return in.read();
    } catch (IOException e) {
      return -2;
    }
  }

  @Test
  void connectionOfARangeReadToItsEndIsUsedAgain() throws IOException {
    CopySource source = source();
    try (InputStream first = Calls.done(store.reader().read(source, MOST))) {
      assertThat(first.readNBytes((int) MOST.length())).hasSize((int) MOST.length());
      // The only connection, with the stream still open.
      assertThat(Calls.done(store.head(from, Optional.empty())).size()).isEqualTo(SIZE);
    }
  }

  @Test
  void byteThatIsAskedForAfterARefusedHeadCostsNoConnection() throws IOException {
    CopySource source = source();
    harness.server().next(BosCall.HEAD_OBJECT, Fault.error(403, "AccessDenied", "not you"));
    assertThat(Calls.fault(store.head(from, Optional.empty())).kind()).isEqualTo(Kind.DENIED);
    goesOn(source);
  }

  @Test
  void versionCannotBeRead() {
    CopySource version = new CopySource(from, ETag.of("0"), Optional.of("v1"));
    assertThat(Calls.fault(store.reader().read(version, MOST)).kind()).isEqualTo(Kind.INVALID);
  }

  private void goesOn(CopySource source) throws IOException {
    try (InputStream in = Calls.done(store.reader().read(source, new ByteRange(1, 2)))) {
      assertThat(in.readAllBytes()).containsExactly(31, 62);
    }
  }

  private CopySource source() {
    return CopySource.of(from, Calls.done(store.head(from, Optional.empty())).identity());
  }
}
