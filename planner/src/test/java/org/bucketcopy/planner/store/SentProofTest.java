package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.bucketcopy.planner.store.SentProof.Wanted;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SentProofTest {
  private static StoreProfile store(String abilities) {
    Set<Ability> all =
        Arrays.stream(abilities.split("\\+"))
            .filter(name -> !name.equals("none"))
            .map(Ability::valueOf)
            .collect(Collectors.toSet());
    return new StoreProfile("example.org", StoreLimits.S3, all);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, none, false, false, false",
    "AUTO, SENT_CRC, true, false, false",
    "AUTO, SENT_MD5, false, true, false",
    "AUTO, SENT_CRC+SENT_MD5, true, false, false",
    "CRC, SENT_CRC+SENT_MD5, true, false, true",
    "MD5, SENT_CRC+SENT_MD5, false, true, true",
    "BOTH, SENT_CRC+SENT_MD5, true, true, true"
  })
  void noMoreIsMadeThanIsWantedOrCanBeHeldAgainstSomething(
      Wanted wanted, String abilities, boolean crc, boolean md5, boolean required) {
    assertThat(SentProof.of(wanted, store(abilities))).isEqualTo(new SentProof(crc, md5, required));
  }

  @ParameterizedTest
  @CsvSource({
    "CRC, none",
    "CRC, SENT_MD5",
    "MD5, none",
    "MD5, SENT_CRC",
    "BOTH, SENT_MD5",
    "BOTH, SENT_CRC"
  })
  void whatTheStoreCannotProveIsRefused(Wanted wanted, String abilities) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SentProof.of(wanted, store(abilities)))
        .withMessageContaining("--checksum")
        .withMessageContaining("example.org");
  }
}
