package org.bucketcopy.job.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.bucketcopy.job.journal.FaultyFileSystem.Death;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CheckpointFileTest {
  private static final String RUN = "run-1";

  private final Path directory;

  CheckpointFileTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private CheckpointFile file(FileSystem files, String run) {
    return new CheckpointFile(files, new org.apache.hadoop.fs.Path(directory.toUri()), run);
  }

  private CheckpointFile file(String run) throws IOException {
    return file(FileSystem.getLocal(new Configuration(false)), run);
  }

  private static ObjectNode state(String word) {
    return new JsonMapper().createObjectNode().put("state", word);
  }

  private static Optional<String> word(CheckpointFile file) throws IOException {
    return file.read().map(json -> json.path("state").asText());
  }

  private Path path() {
    return directory.resolve("checkpoint.json");
  }

  @ParameterizedTest
  @EnumSource
  void theLastOneCounts(TestedFiles tested) throws IOException {
    CheckpointFile file = file(tested.open(), RUN);
    assertThat(file.read()).isEmpty();

    file.write(state("first"));
    file.write(state("\u00fc \ud800"));

    assertThat(word(file(tested.open(), RUN))).contains("\u00fc \ud800");
    file.delete();
    assertThat(file.read()).isEmpty();
    file.delete();
  }

  @Test
  void oneOfAnotherRunIsPassedBy() throws IOException {
    file("another").write(state("first"));

    assertThat(file(RUN).read()).isEmpty();
  }

  @Test
  void aDamagedOneIsPassedBy() throws IOException {
    file(RUN).write(state("first"));
    Files.writeString(path(), Files.readString(path()).replace("first", "fifth"));

    assertThat(file(RUN).read()).isEmpty();
  }

  @Test
  void oneThatIsTornAnywhereIsPassedBy() throws IOException {
    file(RUN).write(state("first"));
    String whole = Files.readString(path());

    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(path(), whole.substring(0, length));
      assertThat(file(RUN).read()).as("%s", length).isEmpty();
    }
  }

  @Test
  void oneOfALaterFormatIsPassedBy() throws IOException {
    String record = "{\"format\":2,\"runId\":\"" + RUN + "\",\"state\":\"first\"}";
    Files.writeString(path(), JournalLine.withCheckSum(record));

    assertThat(file(RUN).read()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aDriverThatDiesWhileItWritesLeavesTheOneBeforeOrTheNewOne(Death death) throws IOException {
    FaultyFileSystem files =
        new FaultyFileSystem(FileSystem.getLocal(new Configuration(false)).getRaw());
    CheckpointFile file = file(files, RUN);
    file.write(state("first"));

    for (int steps = 0; steps < 3; steps++) {
      files.recover();
      file.write(state("first"));
      files.dieAfter(steps, death);
      boolean died = false;
      try {
        file.write(state("second"));
      } catch (IOException e) {
        died = true;
      }
      files.recover();
      Optional<String> left = word(file);
      assertThat(left.isEmpty() || left.get().equals("first") || left.get().equals("second"))
          .as("%s at %s: %s", death, steps, left)
          .isTrue();
      assertThat(died || left.equals(Optional.of("second"))).isTrue();
    }
  }

  @Test
  void oneThatCannotBeReadIsNotTakenForNone() throws IOException {
    FaultyFileSystem files =
        new FaultyFileSystem(FileSystem.getLocal(new Configuration(false)).getRaw());
    CheckpointFile file = file(files, RUN);
    file.write(state("first"));
    files.dieAfter(0, Death.BEFORE_THE_STEP);
    assertThatIOException().isThrownBy(() -> file.write(state("second")));

    assertThatIOException().isThrownBy(file::read);
  }
}
