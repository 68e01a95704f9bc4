package org.bucketcopy.job.stores.oss;

import org.bucketcopy.planner.store.StoreContract;
import org.bucketcopy.planner.store.StoreHarness;
import org.junit.jupiter.api.AfterEach;

class OssStoreTest implements StoreContract {
  private final OssHarness harness = new OssHarness();

  @Override
  public StoreHarness harness() {
    return harness;
  }

  @AfterEach
  void stop() {
    harness.close();
  }
}
