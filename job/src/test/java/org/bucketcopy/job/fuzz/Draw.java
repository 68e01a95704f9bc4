package org.bucketcopy.job.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Draws that one seed decides. Not thread-safe. */
final class Draw {
  private final SplittableRandom random;

  Draw(long seed) {
    this.random = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L);
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
