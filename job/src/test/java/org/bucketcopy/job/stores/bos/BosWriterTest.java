package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.bos.BodyFault;
import org.bucketcopy.job.servers.bos.BosCall;
import org.bucketcopy.job.servers.bos.Fault;
import org.bucketcopy.planner.model.ContentHeader;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BosWriterTest {
  private static final int SIZE = 300_000;

  private final BosHarness harness = new BosHarness();

  /** One connection: none may be lost, and none may be used that is out of step. */
  private final ObjectStore store = harness.open(1);

  private final ObjectLocation to = harness.destination().bucket().object("to/page.html");
  private final AtomicInteger open = new AtomicInteger();

  @AfterEach
  void stop() {
    store.close();
    harness.close();
  }

  static Stream<Arguments> unproven() {
    return Stream.of(BosCall.PUT_OBJECT, BosCall.UPLOAD_PART)
        .flatMap(
            call ->
                Stream.of(
                        Named.of("empty", Fault.EMPTY_200),
                        Named.of("HTML", Fault.HTML_200),
                        Named.of("JSON", Fault.NO_ETAG_200),
                        Named.of("no MD5", Fault.etag("\"-1\"")),
                        Named.of("an error", Fault.errorIn200("InternalError")),
                        Named.of("lost", Fault.REPLY_LOST),
                        Named.of("dropped", Fault.DROPPED))
                    .map(fault -> Arguments.of(call, fault)));
  }

  @ParameterizedTest
  @MethodSource("unproven")
  void answerThatProvesNothingLeavesTheOutcomeUnknown(BosCall call, Fault fault) {
    UploadHandle upload = upload();
    harness.server().next(call, fault);
    assertThat(fault(call, upload, bytes(SIZE)).kind()).isEqualTo(Kind.UNKNOWN);
    goesOn(call, upload);
  }

  @ParameterizedTest
  @EnumSource(names = {"PUT_OBJECT", "UPLOAD_PART"})
  void bytesThatArriveAsOthersAreCorrupt(BosCall call) {
    UploadHandle upload = upload();
    harness.server().next(call, Fault.BIT_FLIPPED);
    StoreFault fault = fault(call, upload, bytes(SIZE));
    assertThat(fault.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(fault.message()).contains("MD5");
    goesOn(call, upload);
  }

  @ParameterizedTest
  @EnumSource(names = {"PUT_OBJECT", "UPLOAD_PART"})
  void connectionThatIsResetLeavesTheOutcomeUnknown(BosCall call) {
    UploadHandle upload = upload();
    harness.server().next(call, BodyFault.RESET);
    assertThat(fault(call, upload, bytes(20 << 20)).kind()).isEqualTo(Kind.UNKNOWN);
    goesOn(call, upload);
  }

  @ParameterizedTest
  @EnumSource(names = {"PUT_OBJECT", "UPLOAD_PART"})
  void errorKeepsItsCode(BosCall call) {
    UploadHandle upload = upload();
    harness.server().next(call, Fault.SLOW_DOWN);
    StoreFault fault = fault(call, upload, bytes(SIZE));
    assertThat(fault.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(fault.code()).isEqualTo("SlowDown");
    goesOn(call, upload);
  }

  @ParameterizedTest
  @EnumSource(names = {"PUT_OBJECT", "UPLOAD_PART"})
  void sourceThatFailsIsTriedAgainAndItsConnectionIsNot(BosCall call) {
    UploadHandle upload = upload();
    StoreFault fault = fault(call, upload, failing("the disk is gone", SIZE / 2));
    assertThat(fault.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(fault.message()).contains("the disk is gone");
    goesOn(call, upload);
  }

  @Test
  void sourceThatCannotBeOpenedIsTriedAgain() {
    Body body =
        new Body() {
          @Override
          public long length() {
            return 1;
          }

          @Override
          public InputStream open() throws IOException {
            throw new IOException("too many open files");
          }
        };
    StoreFault fault = Calls.fault(store.writer().put(put(DestinationRule.REPLACE), body));
    assertThat(fault.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(fault.operation()).isEqualTo(StoreOperation.PUT_OBJECT);
    assertThat(fault.message()).contains("too many open files");
    assertThat(harness.server().requests()).isEmpty();
  }

  @Test
  void emptyBodyWithBytesIsRefused() {
    Body body = body(0, () -> new ByteArrayInputStream(new byte[1]));
    assertThat(Calls.fault(store.writer().put(put(DestinationRule.REPLACE), body)).kind())
        .isEqualTo(Kind.SOURCE_CHANGED);
    assertThat(harness.server().keys(to.bucket().name())).isEmpty();
    assertThat(open).hasValue(0);
  }

  @Test
  void objectThatIsThereStaysWhereItMust() {
    harness.put(to, new byte[7], ObjectMetadata.NONE);
    assertThat(
            Calls.fault(store.writer().put(put(DestinationRule.MUST_BE_ABSENT), bytes(SIZE)))
                .kind())
        .isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(harness.read(to)).hasSize(7);
  }

  @Test
  void requestIsTheOneOfAPlainPut() {
    Calls.done(store.writer().put(put(DestinationRule.REPLACE), bytes(SIZE)));
    assertThat(harness.server().requests()).containsExactly("PUT /v1/to-bucket/to/page.html {}");
    assertThat(harness.server().carried(to).headers())
        .containsExactly(Map.entry(ContentHeader.CONTENT_TYPE, "application/octet-stream"));
  }

  /** The SDK would hold 5 MiB before it sends the first. */
  @Test
  void bodyIsReadAsItIsSent() {
    UploadHandle upload = upload();
    AtomicLong read = new AtomicLong();
    Body body =
        body(
            SIZE,
            () ->
                new ByteArrayInputStream(new byte[SIZE]) {
                  @Override
                  public synchronized int read(byte[] bytes, int offset, int most) {
                    int got = super.read(bytes, offset, most);
                    read.accumulateAndGet(got, Math::max);
                    return got;
                  }
                });
    Calls.done(store.writer().uploadPart(new PartUpload(upload, 1), body));
    assertThat(read.get()).isBetween(1L, 64L << 10);
  }

  private void goesOn(BosCall call, UploadHandle upload) {
    assertThat(open).hasValue(0);
    if (call == BosCall.PUT_OBJECT) {
      Calls.done(store.writer().put(put(DestinationRule.REPLACE), bytes(SIZE)));
      assertThat(harness.read(to)).hasSize(SIZE);
    } else {
      UploadedPart part =
          Calls.done(store.writer().uploadPart(new PartUpload(upload, 1), bytes(SIZE)));
      assertThat(Calls.done(store.parts(upload)))
          .isEqualTo(List.of(new UploadedPart(1, part.etag(), SIZE)));
    }
    assertThat(open).hasValue(0);
  }

  private StoreFault fault(BosCall call, UploadHandle upload, Body body) {
    return call == BosCall.PUT_OBJECT
        ? Calls.fault(store.writer().put(put(DestinationRule.REPLACE), body))
        : Calls.fault(store.writer().uploadPart(new PartUpload(upload, 1), body));
  }

  private UploadHandle upload() {
    return Calls.done(
        store.initiate(new UploadRequest(to, ObjectMetadata.NONE, DestinationRule.REPLACE)));
  }

  private ObjectPut put(DestinationRule rule) {
    return new ObjectPut(to, ObjectMetadata.NONE, rule);
  }

  private Body bytes(int size) {
    return body(size, () -> new ByteArrayInputStream(new byte[size]));
  }

  private Body failing(String message, int after) {
    return body(
        2L * after,
        () ->
            new SequenceInputStream(
                new ByteArrayInputStream(new byte[after]),
                new InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new IOException(message);
                  }

                  @Override
                  public int read(byte[] bytes, int offset, int most) throws IOException {
                    throw new IOException(message);
                  }
                }));
  }

  /** Counts the streams of a body that are open. */
  private Body body(long length, Supplier<InputStream> stream) {
    return new Body() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream open() {
        open.incrementAndGet();
        return new FilterInputStream(stream.get()) {
          @Override
          public void close() {
            open.decrementAndGet();
          }
        };
      }
    };
  }
}
