package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Of items that are nothing but their size. */
final class ReadyItemsTest {
  private static final int MAX_REQUESTS = 4;
  private static final long MAX_BYTES = 100;

  private record Dummy(String name, long bytes) {}

  private final RequestWindow window =
      new RequestWindow(OptionalInt.of(MAX_REQUESTS), 1, MAX_BYTES);
  private final List<Dummy> started = new ArrayList<>();
  private final ReadyItems<Dummy> ready = new ReadyItems<>(window, Dummy::bytes, started::add);

  @Test
  void noMoreBytesFlowThanTheWindowHasRoomFor() {
    Dummy a = new Dummy("a", 60);
    Dummy b = new Dummy("b", 40);
    Dummy c = new Dummy("c", 1);
    Dummy d = new Dummy("d", 99);

    assertThat(lease(a, b, c, d)).isEqualTo(2);
    assertThat(started).containsExactly(a, b);
    assertThat(ready.count()).isEqualTo(2);
    assertThat(ready.bytes()).isEqualTo(100);

    finish(a);
    assertThat(started).as("its own turn, and no room yet").containsExactly(a, b, c);
    finish(b);
    assertThat(started).containsExactly(a, b, c, d);
    assertThat(ready.count()).isZero();
  }

  @Test
  void whatIsLargerThanTheWindowGoesAlone() {
    Dummy small = new Dummy("small", 1);
    Dummy huge = new Dummy("huge", 10 * MAX_BYTES);
    Dummy next = new Dummy("next", 1);

    lease(small, huge, next);
    assertThat(started).containsExactly(small);
    finish(small);
    assertThat(started).containsExactly(small, huge);
    finish(huge);
    assertThat(started).containsExactly(small, huge, next);
  }

  @Test
  void whatHasNoBytesNeverWaitsForThem() {
    Dummy copy = new Dummy("copy", 0);
    lease(new Dummy("all", MAX_BYTES));

    assertThat(lease(copy, copy, copy)).isEqualTo(3);
    assertThat(lease(copy)).as("the window of requests is full").isZero();
    assertThat(ready.count()).isEqualTo(1);
  }

  @Test
  void roomThatIsNotNeededIsGivenBack() {
    int reserved = window.reserve(MAX_REQUESTS);
    ready.add(List.of(new Dummy("a", MAX_BYTES), new Dummy("b", 1)), reserved);

    assertThat(window.reserve(MAX_REQUESTS)).isEqualTo(3);
  }

  @Test
  void pumpsShareTheBytesThatAreFree() {
    window.pumpStarted();
    window.pumpStarted();
    window.pumpStarted();
    assertThat(window.bytesPerPump()).isEqualTo(34);

    lease(new Dummy("a", 70));
    assertThat(window.bytesPerPump()).isEqualTo(10);

    lease(new Dummy("b", 30));
    assertThat(window.bytesPerPump()).isZero();
  }

  @Test
  void nothingIsStartedAfterTheEnd() {
    Dummy all = new Dummy("all", MAX_BYTES);
    lease(all, new Dummy("waits", 1));

    ready.end();
    finish(all);

    assertThat(started).containsExactly(all);
  }

  private int lease(Dummy... items) {
    return ready.add(List.of(items), window.reserve(items.length));
  }

  private void finish(Dummy item) {
    ready.finished(item);
    ready.startWaiting();
  }
}
