package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Maps;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bucketcopy.job.servers.bos.BosCall;
import org.bucketcopy.job.servers.bos.Fault;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectDeleter;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BosDeleterTest {
  private final BosHarness harness = new BosHarness();
  private final ObjectStore store = harness.open(1);
  private final Bucket bucket = harness.destination().bucket();

  @AfterEach
  void stop() {
    store.close();
    harness.close();
  }

  @Test
  void objectThatMayNotBeDeletedIsNamedAndStays() {
    for (String key : Set.of("a", "b", "kept/\u0001ü")) {
      harness.put(bucket.object(key), new byte[1], ObjectMetadata.NONE);
    }
    harness.server().rights().deny(BosCall.DELETE_OBJECT, bucket.name(), "kept/");
    Map<String, StoreFault> faults = Calls.done(delete(Set.of("a", "b", "kept/\u0001ü", "absent")));
    assertThat(faults).containsOnlyKeys("kept/\u0001ü");
    for (StoreFault fault : faults.values()) {
      assertThat(fault.kind()).isEqualTo(Kind.DENIED);
      assertThat(fault.code()).isEqualTo("AccessDenied");
      assertThat(fault.operation()).isEqualTo(StoreOperation.DELETE_OBJECTS);
      assertThat(fault.target()).isEqualTo(bucket.object("kept/\u0001ü").toString());
    }
    assertThat(harness.server().keys(bucket.name())).containsExactly("kept/\u0001ü");
  }

  @Test
  void eachErrorIsOfItsOwnKind() {
    harness
        .server()
        .next(
            BosCall.DELETE_OBJECTS,
            Fault.json(
                """
                {"errors": [
                  {"key": "slow", "code": "AccessDenied", "message": "request rate is too high"},
                  {"key": "broken", "code": "InternalError"},
                  {"key": "odd"},
                  {"key": "gone", "code": "NoSuchKey"}]}
                """));
    Map<String, StoreFault> faults =
        Calls.done(delete(Set.of("slow", "broken", "odd", "gone", "well")));
    assertThat(Maps.transformValues(faults, StoreFault::kind))
        .isEqualTo(Map.of("slow", Kind.THROTTLED, "broken", Kind.UNKNOWN, "odd", Kind.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"errors\": null}",
        "{\"errors\": {\"key\": \"a\"}}",
        "{\"errors\": [{\"code\": \"AccessDenied\"}]}",
        "{\"errors\": [{\"key\": \"another\", \"code\": \"AccessDenied\"}]}",
        "<html>busy</html>"
      })
  void answerOfAnotherFormLeavesTheOutcomeUnknown(String body) {
    harness.server().next(BosCall.DELETE_OBJECTS, Fault.json(body));
    assertThat(Calls.fault(delete(Set.of("a"))).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(Calls.done(delete(Set.of("a")))).isEmpty();
  }

  @Test
  void errorOfTheWholeCallIsItsFault() {
    harness.server().next(BosCall.DELETE_OBJECTS, Fault.SLOW_DOWN);
    harness.server().next(BosCall.DELETE_OBJECTS, Fault.errorIn200("SlowDown"));
    harness.server().next(BosCall.DELETE_OBJECTS, Fault.CUT_SHORT);
    assertThat(Calls.fault(delete(Set.of("a"))).kind()).isEqualTo(Kind.THROTTLED);
    assertThat(Calls.fault(delete(Set.of("a"))).kind()).isEqualTo(Kind.THROTTLED);
    assertThat(Calls.fault(delete(Set.of("a"))).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void aThousandGoByOneCallAndNoMore() {
    Set<String> keys =
        IntStream.rangeClosed(0, ObjectDeleter.MAX_KEYS)
            .mapToObj(number -> "k" + number)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(Calls.fault(delete(keys)).kind()).isEqualTo(Kind.INVALID);
    assertThat(Calls.fault(delete(Set.of())).kind()).isEqualTo(Kind.INVALID);
    assertThat(harness.server().requests()).isEmpty();
    keys.remove("k0");
    assertThat(Calls.done(delete(keys))).isEmpty();
    assertThat(harness.server().requests()).containsExactly("POST /v1/to-bucket {delete=}");
  }

  private CompletionStage<Map<String, StoreFault>> delete(Set<String> keys) {
    return store.deleter().delete(bucket, keys);
  }
}
