package org.bucketcopy.job.scripts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionTest {
  private static final String ASK =
      """
      compopt() { :; }
      source "$0"
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      _complete_bucket-copy "$1" "${@: -1}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir private Path directory;

  @Test
  void allCommandsAreOffered() throws Exception {
    assertThat(offered("bucket-copy", ""))
        .contains("copy", "upload", "check", "sweep", "status", "demo");
  }

  @Test
  void whatStandsBeforeTheCommandIsOffered() throws Exception {
    assertThat(offered("bucket-copy", "--"))
        .contains("--help", "--version", "--master", "--properties-file");
  }

  @Test
  void theOptionsOfACommandAreOfferedAfterItWhateverStandsBeforeIt() throws Exception {
    assertThat(offered("bucket-copy", "--master", "yarn", "copy", "--so"))
        .containsExactly("--source", "--source-storage-class");
    assertThat(offered("bucket-copy", "sweep", "--run")).containsExactly("--run-dir");
  }

  @Test
  void theScriptTakesTheOptionsOfSparkSubmit() throws Exception {
    String script = Files.readString(Path.of("../submit-scripts/bucket-copy"));

    assertThat(Iterables.concat(Completion.OF_SPARK_SUBMIT, Completion.FILES_OF_SPARK_SUBMIT))
        .allSatisfy(option -> assertThat(script).containsPattern(option + "( \\||\\))"));
  }

  /** What Bash offers for the last of these words. */
  private List<String> offered(String... words) throws Exception {
    Path completion = Files.writeString(directory.resolve("completion"), Completion.text());
    List<String> command = new ArrayList<>(List.of("bash", "-c", ASK, completion.toString()));
    command.addAll(List.of(words));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String offered = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(offered).isZero();
    return Splitter.onPattern("\\s+").omitEmptyStrings().splitToList(offered);
  }
}
