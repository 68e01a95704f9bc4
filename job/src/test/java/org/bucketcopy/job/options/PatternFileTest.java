package org.bucketcopy.job.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PatternFileTest {
  private static final Configuration CONFIGURATION = new Configuration(false);

  @TempDir Path directory;

  private PatternFile file(byte[] content) throws IOException {
    return new PatternFile(
        "--include-from", Files.write(directory.resolve("list"), content).toUri().toString());
  }

  private List<String> read(String content) throws IOException {
    return file(content.getBytes(UTF_8)).read(CONFIGURATION);
  }

  @Test
  void eachLineIsAPattern() throws IOException {
    assertThat(read("*.csv\n\n# *.tmp\n\\#a\n/日本/ a \r\nlast"))
        .containsExactly("*.csv", "\\#a", "/日本/ a ", "last");
    assertThat(read("\uFEFF*.csv\r\n\r\n")).containsExactly("*.csv");
    assertThat(read("")).isEmpty();
  }

  @Test
  void aWrongPatternIsNamedByItsLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("# all\n\n*.csv\n[a\n"))
        .withMessageContaining("--include-from file:")
        .withMessageContaining("list line 4: the glob \"[a\" opens a bracket");
  }

  @Test
  void whatIsNoTextIsNamedByItsLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file(new byte[] {'a', '\n', (byte) 0xFF}).read(CONFIGURATION))
        .withMessageContaining("list line 2: it is not in UTF-8");
  }

  @Test
  void whatCannotBeReadIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PatternFile("--exclude-from", directory + "/none").read(CONFIGURATION))
        .withMessageContaining("--exclude-from " + directory + "/none cannot be read");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PatternFile("--exclude-from", "file:" + directory).read(CONFIGURATION))
        .withMessageContaining("cannot be read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PatternFile("--exclude-from", "nfs4://x/y").read(CONFIGURATION))
        .withMessageContaining("nfs4://x/y cannot be used");
  }

  @Test
  void otherPatternsHaveAnotherSummary() {
    assertThat(PatternFile.summary(List.of("a", "b")))
        .startsWith("of 2 patterns with the SHA-256 ")
        .isNotEqualTo(PatternFile.summary(List.of("a", "c")));
  }
}
