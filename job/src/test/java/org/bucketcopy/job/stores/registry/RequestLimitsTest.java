package org.bucketcopy.job.stores.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bucketcopy.job.servers.OddAnswer;
import org.bucketcopy.job.servers.OddAnswer.Trouble;
import org.bucketcopy.job.servers.OddServer;
import org.bucketcopy.job.servers.RawHttpServer;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.job.stores.RequestLimit;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.job.stores.registry.AnyStore.Call;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server answers, every call of every store ends, and its connection with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestLimitsTest {
  private static final int BODY = 64 * 1024;

  /** What some stores ask by HEAD, whose answer has no body. */
  private static final EnumSet<Call> HEADS = EnumSet.of(Call.BUCKET, Call.HEAD);

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration ENDLESS = Duration.ofMinutes(2);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterAll
  void stop() {
    timer.shutdownNow();
  }

  private RequestLimits limits(Duration total) {
    return new RequestLimits(operation -> new RequestLimit(total, BODY), timer);
  }

  static Stream<Arguments> oddAnswers() {
    return Arrays.stream(AnyStore.values())
        .flatMap(
            store ->
                Arrays.stream(OddAnswer.values())
                    .filter(answer -> answer != OddAnswer.ONE_ANSWER_TOO_MANY)
                    .map(answer -> Arguments.of(store, answer)));
  }

  @ParameterizedTest
  @MethodSource("oddAnswers")
  void everyCallEndsAndItsConnectionToo(AnyStore store, OddAnswer answer) throws Exception {
    boolean late = answer.trouble() == Trouble.TIME || answer.trouble() == Trouble.TIME_OF_BODY;
    try (OddServer server = new OddServer(answer);
        ObjectStore opened = store.open(server.endpoint(), 14, limits(late ? SHORT : ENDLESS))) {
      List<Call> calls = EnumSet.complementOf(HEADS).stream().toList();
      List<? extends CompletionStage<?>> made =
          calls.stream().map(call -> call.on(opened, store.bucket())).toList();
      for (int i = 0; i < made.size(); i++) {
        check(store, answer, calls.get(i), made.get(i));
      }
      if (answer.endless()) {
        assertThat(server.connectionsEnd(calls.size())).as("%s %s", store, answer).isTrue();
      }
      // After the others, since bytes that follow their answers spoil the connections.
      for (Call call : HEADS) {
        check(store, answer, call, call.on(opened, store.bucket()));
      }
    }
  }

  private static void check(AnyStore store, OddAnswer answer, Call call, CompletionStage<?> made) {
    if (answer.trouble() == Trouble.UNREADABLE && call.isToldByStatus()) {
      made.exceptionally(failure -> null).toCompletableFuture().join();
      return;
    }
    StoreFault fault = Calls.fault(made);
    assertThat(fault.kind())
        .as("%s: %s", call, fault)
        .isIn(call.reads() ? ofReading(answer, call) : ofMaking(store, answer, call));
  }

  private static List<Kind> ofMaking(AnyStore store, OddAnswer answer, Call call) {
    if (answer == OddAnswer.REDIRECT_TO_ITSELF) {
      return List.of(Kind.INVALID, Kind.UNKNOWN, Kind.TRANSIENT);
    }
    boolean looksFirst = store == AnyStore.OSS && call == Call.COMPLETE;
    return looksFirst ? List.of(Kind.UNKNOWN, Kind.TRANSIENT) : List.of(Kind.UNKNOWN);
  }

  private static List<Kind> ofReading(OddAnswer answer, Call call) {
    boolean hasNoBody = HEADS.contains(call) || answer == OddAnswer.CHUNK_HEAD_WITHOUT_END;
    return switch (answer.trouble()) {
      case SIZE -> List.of(Kind.INVALID);
      case SIZE_OF_BODY ->
          hasNoBody ? List.of(Kind.INVALID, Kind.UNKNOWN, Kind.TRANSIENT) : List.of(Kind.INVALID);
      case TIME, TIME_OF_BODY -> List.of(Kind.UNKNOWN, Kind.TRANSIENT);
      case UNREADABLE ->
          answer == OddAnswer.REDIRECT_TO_ITSELF
              ? List.of(Kind.INVALID, Kind.TRANSIENT)
              : List.of(Kind.UNKNOWN, Kind.TRANSIENT);
    };
  }

  @ParameterizedTest
  @EnumSource
  void largeHeadersAreRead(AnyStore store) throws Exception {
    String value = "v".repeat(900);
    try (RawHttpServer server = new RawHttpServer();
        ObjectStore opened = store.open(server.endpoint(), 2, limits(ENDLESS))) {
      String prefix = store.metadataPrefix();
      server.answer(
          "200 OK",
          "",
          Stream.concat(
                  Stream.of(
                      "ETag: \"e\"",
                      "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT",
                      "x-oss-object-type: Normal"),
                  IntStream.range(0, 10).mapToObj(i -> prefix + "m" + i + ": " + value))
              .toArray(String[]::new));

      ObjectInfo info = Calls.done(opened.head(store.bucket().object("k"), Optional.empty()));

      assertThat(info.metadata().user()).hasSize(10).containsEntry("m9", value);
    }
  }

  /** Over one connection, where the second request is sent as soon as the first is answered. */
  @ParameterizedTest
  @EnumSource
  void anAnswerThatNobodyAskedForIsNotTakenForTheNext(AnyStore store) throws Exception {
    try (OddServer server = new OddServer(OddAnswer.ONE_ANSWER_TOO_MANY);
        ObjectStore opened = store.open(server.endpoint(), 1, limits(ENDLESS))) {
      List<Call> heads = List.of(Call.HEAD, Call.HEAD, Call.HEAD, Call.HEAD);
      List<? extends CompletionStage<?>> made =
          heads.stream().map(call -> call.on(opened, store.bucket())).toList();
      for (CompletionStage<?> head : made) {
        assertThat(Calls.fault(head).kind()).isNotEqualTo(Kind.NOT_FOUND);
      }
    }
  }

  @Test
  void everyOperationHasALimit() {
    for (StoreOperation operation : StoreOperation.values()) {
      RequestLimit limit = Openers.LIMITS.of(operation);
      assertThat(limit.total())
          .isBetween(
              Duration.ofMinutes(1), Duration.ofHours(operation.quick() ? 0 : 1).plusMinutes(5));
      assertThat(limit.bodyBytes())
          .isBetween(
              1 << 20, operation == StoreOperation.READ_RANGE ? Integer.MAX_VALUE : 64 << 20);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, '', false, HEAD_OBJECT",
    "GET, prefix, false, LIST_OBJECTS",
    "GET, versioning, false, HEAD_BUCKET",
    "GET, location, false, HEAD_BUCKET",
    "GET, bucketInfo, false, HEAD_BUCKET",
    "GET, tagging, false, READ_TAGS",
    "GET, uploadId, false, LIST_PARTS",
    "GET, uploads, false, LIST_UPLOADS",
    "PUT, tagging, false, WRITE_TAGS",
    "PUT, '', true, COPY_OBJECT",
    "PUT, uploadId, true, COPY_PART",
    "PUT, uploadId, false, UPLOAD_PART",
    "PUT, '', false, PUT_OBJECT",
    "POST, delete, false, DELETE_OBJECTS",
    "POST, uploads, false, INITIATE",
    "POST, uploadId, false, COMPLETE",
    "DELETE, uploadId, false, ABORT",
    "DELETE, tagging, false, WRITE_TAGS",
    "DELETE, versionId, false, DELETE_OBJECT"
  })
  void aRequestIsKnownByWhatItAsks(
      String method, String parameter, boolean copies, StoreOperation operation) {
    assertThat(RequestLimits.operation(method, parameter::equals, copies, false))
        .isEqualTo(operation);
    assertThat(RequestLimits.operation("GET", "versionId"::equals, false, true))
        .isEqualTo(StoreOperation.READ_RANGE);
  }
}
