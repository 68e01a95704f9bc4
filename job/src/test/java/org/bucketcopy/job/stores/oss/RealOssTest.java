package org.bucketcopy.job.stores.oss;

import static org.assertj.core.api.Assertions.assertThat;

import org.bucketcopy.planner.store.StoreContract;
import org.bucketcopy.planner.store.StoreHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The contract on a real account: {@code mvn verify -Preal-accounts -Dtest=RealOssTest}. */
@Tag("real-account")
class RealOssTest implements StoreContract {
  private RealOssHarness harness;

  @BeforeAll
  static void everythingIsSet() {
    assertThat(RealOssHarness.REQUIRED)
        .as("environment variables that are set")
        .allMatch(System.getenv()::containsKey);
  }

  @BeforeEach
  void start() {
    harness = new RealOssHarness();
  }

  @AfterEach
  void stop() throws Exception {
    harness.clean();
  }

  @Override
  public StoreHarness harness() {
    return harness;
  }
}
