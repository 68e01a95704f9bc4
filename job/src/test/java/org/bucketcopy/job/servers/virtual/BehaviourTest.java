package org.bucketcopy.job.servers.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BehaviourTest {

  @Test
  void oneRequestInAHundredTakesTenTimesAsLong() {
    Behaviour behaviour = Behaviour.prompt().withLatencyMillis(100).withTail(0.01, 10);
    List<Long> delays = delays(new Conduct(behaviour), 20_000);
    assertThat(delays).containsOnly(100_000L, 1_000_000L);
    assertThat(delays.stream().filter(delay -> delay == 1_000_000)).hasSizeBetween(150, 250);
  }

  @Test
  void theSameSeedMeansTheSameFates() {
    Behaviour behaviour = Behaviour.prompt().withLatencyMillis(1).withTail(0.5, 2);
    List<Long> delays = delays(new Conduct(behaviour), 100);
    assertThat(delays(new Conduct(behaviour), 100)).isEqualTo(delays);
    assertThat(delays(new Conduct(behaviour.withSeed(2)), 100)).isNotEqualTo(delays);
  }

  @Test
  void aLimitLetsItsWritesPassAndNoMore() {
    WriteLimit limit = new WriteLimit(500);
    long passed = LongStream.range(0, 10_000).filter(i -> limit.pass(i * 1_000_000)).count();
    assertThat(passed).isBetween(5_000L, 5_050L);
    WriteLimit none = new WriteLimit(0);
    assertThat(IntStream.range(0, 100).allMatch(i -> none.pass(0))).isTrue();
  }

  @Test
  void optionsChangeAllOperationsOrOne() {
    Behaviour behaviour = Behaviour.prompt();
    for (String option :
        List.of(
            "latency=100",
            "latency.list-objects=30",
            "copy-speed.copy-part=100MiB",
            "tail.copy-part=0.01",
            "tail-factor.copy-part=8",
            "fault.slow-down=0.05",
            "fault.reset-after.complete=0.5",
            "writes-per-second=500",
            "silence=10",
            "part-etags=fresh",
            "seed=7")) {
      int equals = option.indexOf('=');
      behaviour =
          BehaviourOption.apply(
                  behaviour, option.substring(0, equals), option.substring(equals + 1))
              .orElseThrow();
    }
    assertThat(behaviour)
        .isEqualTo(
            Behaviour.prompt()
                .withLatencyMillis(100)
                .withLatencyMillis(Operation.LIST_OBJECTS, 30)
                .with(
                    Operation.COPY_PART,
                    manner -> manner.withCopyBytesPerSecond(100 << 20).withTail(0.01, 8))
                .withFault(Fault.SLOW_DOWN, 0.05)
                .withFault(Operation.COMPLETE, Fault.RESET_AFTER, 0.5)
                .withWritesPerSecond(500)
                .withSilenceMillis(10)
                .withPartEtags(Behaviour.PartEtags.FRESH)
                .withSeed(7));
  }

  @Test
  void unknownOptionsAndImpossibleValuesAreRefused() {
    for (String name : List.of("speed", "latency.copy", "fault", "fault.fire", "latency.a.b")) {
      assertThat(BehaviourOption.apply(Behaviour.prompt(), name, "1")).isEmpty();
    }
    assertThatThrownBy(() -> BehaviourOption.apply(Behaviour.prompt(), "fault.slow-down", "1.5"))
        .hasMessageContaining("add up to 1.5");
    assertThatThrownBy(() -> Behaviour.prompt().withLatencyMillis(-1))
        .hasMessageContaining("-1 ms");
  }

  private static List<Long> delays(Conduct conduct, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> conduct.fate(Operation.COPY_PART, 0).delayMicros())
        .toList();
  }
}
