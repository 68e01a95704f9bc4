package org.bucketcopy.planner.thread;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class MachineTest {
  private final VirtualTime time = new VirtualTime();
  private final Machine virtual = time.machine(1);

  @Test
  void anIdIsOfVersionFourAndLikeNoOther() {
    Set<UUID> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      UUID id = i % 2 == 0 ? Machine.real().freshId() : virtual.freshId();
      assertThat(id.version()).isEqualTo(4);
      assertThat(id.variant()).isEqualTo(2);
      ids.add(id);
    }
    assertThat(ids).hasSize(1000);
    assertThat(time.machine(1).freshId()).isEqualTo(new VirtualTime().machine(1).freshId());
  }

  @Test
  void aThreadHasItsNameAndKeepsNoProcessAlive() throws Exception {
    ScheduledExecutorService threads = Machine.real().threads().named("some work");
    Thread thread = threads.submit(Thread::currentThread).get(60, SECONDS);
    assertThat(thread.getName()).isEqualTo("some work");
    assertThat(thread.isDaemon()).isTrue();
    threads.shutdown();
    assertThat(threads.awaitTermination(60, SECONDS)).isTrue();
  }

  @Test
  void whoWaitsForAVirtualTaskLetsTimePass() throws Exception {
    ScheduledExecutorService thread = virtual.threads().named("one");
    List<String> done = new ArrayList<>();
    Unawaited.drop(
        virtual
            .threads()
            .named("other")
            .scheduleWithFixedDelay(() -> done.add("beat"), 1, 10, SECONDS));
    thread.execute(() -> done.add("now"));

    thread.schedule(() -> done.add("late"), 25, SECONDS).get();

    assertThat(done).containsExactly("now", "beat", "beat", "beat", "late");
    assertThat(time.passed()).hasSeconds(25);
    assertThat(virtual.clock().instant()).isEqualTo(VirtualTime.BEGINNING.plusSeconds(25));
    assertThatThrownBy(() -> thread.schedule(() -> {}, 9, SECONDS).get(8, SECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(33));
  }

  @Test
  void aVirtualThreadThatIsShutDownDoesWhatItHasAndTakesNoMore() throws Exception {
    ScheduledExecutorService thread = virtual.threads().named("one");
    List<String> done = new ArrayList<>();
    Unawaited.drop(thread.schedule(() -> done.add("late"), 2, SECONDS));
    Unawaited.drop(thread.scheduleWithFixedDelay(() -> done.add("beat"), 1, 1, SECONDS));
    thread.shutdown();

    assertThat(thread.awaitTermination(1, SECONDS)).isFalse();
    assertThat(thread.awaitTermination(10, SECONDS)).isTrue();
    assertThat(done).containsExactly("late");
    assertThat(time.passed()).hasSeconds(2);
  }

  @Test
  void whatNobodyWillDoIsNotWaitedFor() {
    assertThatIllegalStateException()
        .isThrownBy(() -> time.await(new CompletableFuture<>()))
        .withMessageContaining("waits for ever");
  }
}
