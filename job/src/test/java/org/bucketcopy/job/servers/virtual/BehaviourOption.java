package org.bucketcopy.job.servers.virtual;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A change of a {@link Behaviour} in words, as options and requests to {@code /-/behave} give it:
 *
 * <ul>
 *   <li>{@code latency}: milliseconds
 *   <li>{@code copy-speed}: bytes per second, as {@code 100MiB}
 *   <li>{@code tail}: share of requests that take longer, and {@code tail-factor}: how much longer
 *   <li>{@code fault.NAME}: chance of a {@link Fault}, as {@code fault.slow-down}
 *   <li>{@code writes-per-second}, {@code silence} (milliseconds), {@code seed}, {@code part-etags}
 *       ({@code steady} or {@code fresh})
 * </ul>
 *
 * The first four take the name of an {@link Operation} behind a dot: {@code latency.copy-part}.
 */
final class BehaviourOption {
  private BehaviourOption() {}

  /**
   * Changes a behaviour.
   *
   * @return empty if {@code name} is no option of a behaviour
   * @throws IllegalArgumentException if the value does not fit
   */
  static Optional<Behaviour> apply(Behaviour behaviour, String name, String value) {
    return switch (name) {
      case "writes-per-second" -> Optional.of(behaviour.withWritesPerSecond(number(value)));
      case "silence" -> Optional.of(behaviour.withSilenceMillis(number(value)));
      case "seed" -> Optional.of(behaviour.withSeed(number(value)));
      case "part-etags" ->
          Optional.of(
              behaviour.withPartEtags(Behaviour.PartEtags.valueOf(Ascii.toUpperCase(value))));
      default -> {
        List<String> words = Splitter.on('.').splitToList(name);
        int ofManner = words.get(0).equals("fault") ? 2 : 1;
        yield words.size() < ofManner
            ? Optional.empty()
            : change(words.subList(0, ofManner), value)
                .flatMap(
                    change -> applied(behaviour, change, words.subList(ofManner, words.size())));
      }
    };
  }

  private static Optional<Behaviour> applied(
      Behaviour behaviour, UnaryOperator<Manner> change, List<String> operation) {
    return switch (operation.size()) {
      case 0 -> Optional.of(behaviour.with(change));
      case 1 -> Operation.named(operation.get(0)).map(named -> behaviour.with(named, change));
      default -> Optional.empty();
    };
  }

  private static Optional<UnaryOperator<Manner>> change(List<String> name, String value) {
    return switch (name.get(0)) {
      case "latency" -> Optional.of(manner -> manner.withLatencyMillis(number(value)));
      case "copy-speed" ->
          Optional.of(manner -> manner.withCopyBytesPerSecond(ByteCount.parse(value)));
      case "tail" ->
          Optional.of(manner -> manner.withTail(Double.parseDouble(value), manner.tailFactor()));
      case "tail-factor" ->
          Optional.of(manner -> manner.withTail(manner.tailChance(), Double.parseDouble(value)));
      case "fault" ->
          Fault.named(name.get(1))
              .map(fault -> manner -> manner.withFault(fault, Double.parseDouble(value)));
      default -> Optional.empty();
    };
  }

  private static long number(String value) {
    return Long.parseLong(value);
  }
}
