package org.bucketcopy.job.habits;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ContributingTest {
  /** The name of a type, of two words at least, in back quotes: alone, or after its package. */
  private static final Pattern TYPE = Pattern.compile("`(?:[a-z]+/)*((?:[A-Z][a-z0-9]+){2,}T?)`");

  @Test
  void theTypesThatItNamesAreThere() throws IOException {
    String text = Files.readString(Path.of("../CONTRIBUTING.md"));
    String guide = Splitter.on("\n## Terms").split(text).iterator().next();

    List<String> named =
        TYPE.matcher(guide).results().map((MatchResult found) -> found.group(1)).toList();

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(types()).containsAll(named);
  }

  private static Set<String> types() throws IOException {
    try (Stream<Path> planner = Files.walk(Path.of("../planner/src"));
        Stream<Path> job = Files.walk(Path.of("src"))) {
      return Stream.concat(planner, job)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
