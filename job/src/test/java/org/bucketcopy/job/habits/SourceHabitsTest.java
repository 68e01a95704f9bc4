package org.bucketcopy.job.habits;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md asks of main sources, where a tool can see it. */
final class SourceHabitsTest {
  private static final MainSources SOURCES = MainSources.read();

  @Test
  void filesMethodsAndListsOfParametersAreShort() throws IOException {
    Map<String, Integer> exceptions = exceptions();
    Map<String, Integer> tooLarge = tooLarge();

    assertThat(
            without(tooLarge, (subject, size) -> size.equals(exceptions.getOrDefault(subject, 0))))
        .as("is too large, and not as in oversized.txt: split it, or lower the number there")
        .isEmpty();
    assertThat(without(exceptions, (subject, size) -> tooLarge.containsKey(subject)))
        .as("is not too large any more: take it out of oversized.txt")
        .isEmpty();
  }

  @Test
  void packagesPublicTypesAndMethodsAreDescribed() {
    assertThat(SOURCES.undescribed()).isEmpty();
  }

  private static Map<String, Integer> tooLarge() {
    return SOURCES.measures().stream()
        .filter(measure -> !measure.fits())
        .collect(toMap(Measure::subject, Measure::size, Math::max, TreeMap::new));
  }

  private static List<String> without(
      Map<String, Integer> sizes, BiPredicate<String, Integer> right) {
    return sizes.entrySet().stream()
        .filter(one -> !right.test(one.getKey(), one.getValue()))
        .map(one -> one.getKey() + " " + one.getValue())
        .toList();
  }

  private static Map<String, Integer> exceptions() throws IOException {
    try (InputStream list = SourceHabitsTest.class.getResourceAsStream("oversized.txt")) {
      String text = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(" ")))
          .collect(
              toMap(word -> word.get(0) + " " + word.get(1), word -> Integer.valueOf(word.get(2))));
    }
  }
}
