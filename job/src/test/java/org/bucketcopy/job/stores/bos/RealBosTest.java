package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;

import org.bucketcopy.planner.store.StoreContract;
import org.bucketcopy.planner.store.StoreHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The contract on a real account: {@code mvn verify -Preal-accounts -Dtest=RealBosTest}. */
@Tag("real-account")
class RealBosTest implements StoreContract {
  private RealBosHarness harness = new RealBosHarness(System.getenv());

  @BeforeAll
  static void everythingIsSet() {
    assertThat(RealBosHarness.REQUIRED)
        .as("environment variables that have to be set")
        .allMatch(System.getenv()::containsKey);
  }

  @BeforeEach
  void start() {
    harness = new RealBosHarness(System.getenv());
  }

  @AfterEach
  void stop() {
    harness.clean();
  }

  @Override
  public StoreHarness harness() {
    return harness;
  }
}
