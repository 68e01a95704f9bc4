package org.bucketcopy.job.stores.bos;

import org.bucketcopy.planner.store.StoreContract;
import org.bucketcopy.planner.store.StoreHarness;
import org.junit.jupiter.api.AfterEach;

class BosStoreTest implements StoreContract {
  private final BosHarness harness = new BosHarness();

  @Override
  public StoreHarness harness() {
    return harness;
  }

  @AfterEach
  void stop() {
    harness.close();
  }
}
