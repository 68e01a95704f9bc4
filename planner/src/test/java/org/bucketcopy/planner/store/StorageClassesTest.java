package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bucketcopy.planner.store.StorageClasses.Tier;
import org.junit.jupiter.api.Test;

class StorageClassesTest {
  private static final StorageClasses FIVE =
      StorageClasses.of(
          Map.of(
              Tier.STANDARD, "STANDARD",
              Tier.INFREQUENT, "STANDARD_IA",
              Tier.COLD, "GLACIER_IR",
              Tier.ARCHIVE, "GLACIER",
              Tier.DEEP_ARCHIVE, "DEEP_ARCHIVE"),
          Map.of("ONEZONE_IA", Tier.INFREQUENT));
  private static final StorageClasses THREE =
      StorageClasses.of(
          Map.of(Tier.STANDARD, "Standard", Tier.INFREQUENT, "IA", Tier.ARCHIVE, "Archive"),
          Map.of());

  @Test
  void aClassBecomesThatOfItsTier() {
    assertThat(FIVE.equivalent("STANDARD_IA", THREE)).contains("IA");
    assertThat(FIVE.equivalent("onezone_ia", THREE)).contains("IA");
    assertThat(THREE.equivalent("Archive", FIVE)).contains("GLACIER");
  }

  @Test
  void whereThereIsNoneTheNextThatIsReadSoonerIsTaken() {
    assertThat(FIVE.equivalent("GLACIER_IR", THREE)).contains("IA");
    assertThat(FIVE.equivalent("DEEP_ARCHIVE", THREE)).contains("Archive");
  }

  @Test
  void nothingIsKnownOfOtherNames() {
    assertThat(FIVE.equivalent("MADE_UP", THREE)).isEmpty();
    assertThat(FIVE.equivalent("STANDARD_IA", StorageClasses.UNKNOWN)).isEmpty();
  }

  @Test
  void inAStoreOfTheSameKindItIsTheSame() {
    assertThat(FIVE.equivalent("MADE_UP", FIVE)).contains("MADE_UP");
  }
}
