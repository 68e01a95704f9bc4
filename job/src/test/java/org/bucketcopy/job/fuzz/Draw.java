package org.bucketcopy.job.fuzz;

import com.google.common.hash.Hashing;
import java.util.List;
import java.util.SplittableRandom;

/** Draws that one seed decides. Not thread-safe. */
final class Draw {
  private final SplittableRandom random;

  Draw(long seed) {
    this.random = new SplittableRandom(mixed(seed));
  }

  /** Seeds that are near each other lie far apart, since generators do not mix theirs. */
  static long mixed(long seed) {
    return Hashing.murmur3_128().hashLong(seed).asLong();
  }

  /** Draws of their own, for what happens while others are drawn. */
  Draw fork() {
    return new Draw(random.nextLong());
  }

  boolean chance(double chance) {
    return random.nextDouble() < chance;
  }

  /** From {@code min} to {@code max}, both inclusive. */
  int between(int min, int max) {
    return random.nextInt(min, max + 1);
  }

  long number() {
    return random.nextLong();
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
