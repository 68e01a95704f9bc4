package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bucketcopy.job.fuzz.Flow;
import org.bucketcopy.job.fuzz.Runner;
import org.bucketcopy.job.fuzz.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs drawn from seeds keep the promises of the manual: as many as fit into the time that a
 * build has for them, always from the first seed on. {@code -Dflows.first=N -Dflows.count=1}
 * repeats the one of a seed ({@code -Dflows.times=N} if its threads have to meet), {@code
 * -Dflows.count=10000} draws more, {@code -Dflows.command=upload} leaves out the others, and {@code
 * -Dflows.told=true} tells of each what was done.
 */
final class RandomFlowTest {
  private static final long FIRST = Long.getLong("flows.first", 1);
  private static final int COUNT = Integer.getInteger("flows.count", 400);
  private static final long MAX_SECONDS =
      Long.getLong("flows.seconds", System.getProperty("flows.count") == null ? 120 : 86_400);
  private static final int TIMES = Integer.getInteger("flows.times", 1);
  private static final int MAX_BROKEN = 5;
  private static final String COMMAND = System.getProperty("flows.command", "");
  private static final boolean TOLD = Boolean.getBoolean("flows.told");

  @TempDir Path directory;

  @Test
  void everyFlowKeepsThePromises() throws IOException {
    List<String> broken = new ArrayList<>();
    long seed = FIRST;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    try (SharedSpark spark = new SharedSpark()) {
      Runner runner = new Runner(BucketCopy::run, spark);
      for (;
          seed < FIRST + COUNT && broken.size() < MAX_BROKEN && System.nanoTime() < deadline;
          seed++) {
        for (int i = 0; i < TIMES; i++) {
          play(seed, runner).ifPresent(broken::add);
        }
      }
    }
    System.out.printf("random flows: seeds %d to %d%n", FIRST, seed - 1);
    assertThat(broken).isEmpty();
  }

  /** Plays one, and says what it broke. */
  private Optional<String> play(long seed, Runner runner) throws IOException {
    if (!COMMAND.isEmpty() && !COMMAND.equals(Flow.command(seed))) {
      return Optional.empty();
    }
    long began = System.nanoTime();
    Path own = Files.createDirectory(directory.resolve("flow-" + seed));
    Flow.Played played = Flow.play(seed, runner, own);
    if (TOLD) {
      System.out.printf("%d ms, %s%n", (System.nanoTime() - began) / 1_000_000, played);
    }
    delete(own);
    return Optional.of(played.toString()).filter(told -> !played.broken().isEmpty());
  }

  private static void delete(Path own) throws IOException {
    try (Stream<Path> files = Files.walk(own)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
