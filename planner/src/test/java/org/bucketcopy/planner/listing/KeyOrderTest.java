package org.bucketcopy.planner.listing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  @Test
  void charactersBeyondTheBasicPlaneComeLast() {
    assertThat(List.of("", "a", "a/", "aa", "é", "\uE000", "\uFF5E", "\uFFFD", "\uD83D\uDE00"))
        .isSortedAccordingTo(KeyOrder.UTF_8);
  }

  @Property(tries = 5000)
  void orderIsThatOfTheBytes(@ForAll("keys") String left, @ForAll("keys") String right) {
    int ofBytes = Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));
    assertThat(Integer.signum(KeyOrder.UTF_8.compare(left, right)))
        .isEqualTo(Integer.signum(ofBytes));
  }

  @Provide
  Arbitrary<String> keys() {
    Arbitrary<Integer> near =
        Arbitraries.of(
            0, 0x61, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff);
    Arbitrary<Integer> any =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    return Arbitraries.oneOf(near, any)
        .list()
        .ofMaxSize(5)
        .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
  }
}
