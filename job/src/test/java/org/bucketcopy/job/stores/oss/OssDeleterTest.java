package org.bucketcopy.job.stores.oss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssFault;
import org.bucketcopy.job.servers.oss.OssReply;
import org.bucketcopy.job.servers.oss.OssRequest;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Calls;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many objects are deleted by one call, and what is left is said. */
class OssDeleterTest {
  private final OssHarness harness = new OssHarness();
  private final ObjectStore store = harness.open();
  private final Bucket bucket = harness.destination().bucket();

  @AfterEach
  void stop() {
    store.close();
    harness.close();
  }

  @Test
  void keysThatXmlCannotHoldAreDeletedSingly() {
    Set<String> keys = Set.of("a\r\n\tb", "%41", "\u0001", "\uFFFE", "\uD83D\uDE00", "&#65;<>\"'");
    put(keys);
    assertThat(delete(keys)).isEmpty();
    assertThat(harness.server().keys(bucket.name())).isEmpty();
    assertThat(harness.server().requests().stream().map(OssRequest::method))
        .containsExactlyInAnyOrder("POST", "DELETE", "DELETE");
  }

  @Test
  void thousandLongKeysFitIntoOneCall() {
    Set<String> keys =
        IntStream.range(0, 1000)
            .mapToObj(i -> String.format("%03d", i) + "\u00fc".repeat(510))
            .collect(Collectors.toSet());
    put(keys);
    assertThat(delete(keys)).isEmpty();
    assertThat(harness.server().keys(bucket.name())).isEmpty();
    assertThat(harness.server().requests()).hasSize(1);
  }

  @Test
  void keyThatTheAnswerDoesNotNameIsLeft() {
    put(Set.of("a", "b", "c"));
    harness.server().rights().deny(OssCallKind.DELETE_OBJECT, bucket.name(), "b");
    Map<String, StoreFault> left = delete(Set.of("a", "b", "c"));
    assertThat(left).containsOnlyKeys("b");
    assertThat(left)
        .hasEntrySatisfying("b", fault -> assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN));
    assertThat(left)
        .hasEntrySatisfying(
            "b", fault -> assertThat(fault.target()).isEqualTo("oss://destination/b"));
    assertThat(harness.server().keys(bucket.name())).containsExactly("b");
  }

  @Test
  void errorOfAKeyIsKept() {
    String answer =
        "<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key>"
            + "<Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>";
    harness
        .server()
        .next(
            OssCallKind.DELETE_OBJECTS,
            (request, work) -> Optional.of(OssReply.text(200, "application/xml", answer)));
    Map<String, StoreFault> left = delete(Set.of("a", "b"));
    assertThat(left).containsOnlyKeys("b");
    assertThat(left)
        .hasEntrySatisfying("b", fault -> assertThat(fault.kind()).isEqualTo(Kind.DENIED));
    assertThat(left)
        .hasEntrySatisfying("b", fault -> assertThat(fault.code()).isEqualTo("AccessDenied"));
  }

  @Test
  void singleKeyThatIsLeftIsSaid() {
    put(Set.of("a", "\u0001"));
    harness.server().next(OssCallKind.DELETE_OBJECT, OssFault.error(403, "AccessDenied"));
    Map<String, StoreFault> left = delete(Set.of("a", "\u0001"));
    assertThat(left).containsOnlyKeys("\u0001");
    assertThat(harness.server().keys(bucket.name())).containsExactly("\u0001");
  }

  @Test
  void answerThatSaysNothingFailsTheCall() {
    put(Set.of("a"));
    for (OssFault fault : List.of(OssFault.EMPTY, OssFault.HTML, OssFault.LOST_REPLY)) {
      harness.server().next(OssCallKind.DELETE_OBJECTS, fault);
      assertThat(Calls.fault(store.deleter().delete(bucket, Set.of("a"))).kind())
          .isEqualTo(Kind.UNKNOWN);
    }
    harness.server().next(OssCallKind.DELETE_OBJECTS, OssFault.error(503, "SlowDown"));
    assertThat(Calls.fault(store.deleter().delete(bucket, Set.of("a"))).kind())
        .isEqualTo(Kind.THROTTLED);
  }

  private Map<String, StoreFault> delete(Set<String> keys) {
    return Calls.done(store.deleter().delete(bucket, keys));
  }

  private void put(Set<String> keys) {
    keys.forEach(key -> harness.put(bucket.object(key), new byte[1], ObjectMetadata.NONE));
  }
}
