package org.bucketcopy.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LeaseProtocolTest {
  private static final int SEEDS = 100;

  @Test
  void whateverIsLostEachWorkIsSettledOnceAndTheRunEnds() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(new SimulatedCluster(seed).problem()).as("seed %d", seed).isEmpty();
    }
  }
}
