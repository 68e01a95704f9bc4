package org.bucketcopy.job.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.fs.FileSystem;
import org.bucketcopy.planner.thread.Machine;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusFileTest {
  private static final Machine MACHINE = RealMachine.MACHINE;

  private final Path directory;
  private final Path json;

  StatusFileTest(@TempDir Path parent) {
    this.directory = parent.resolve("run");
    this.json = directory.resolve("status.json");
  }

  private StatusFile file(FileSystem files) {
    return StatusFile.of(files, TestedFiles.path(directory), MACHINE.random());
  }

  private static ObjectNode objects(int copied) {
    return new JsonMapper().createObjectNode().put("copied", copied);
  }

  @ParameterizedTest
  @EnumSource
  void isReadAsItWasWrittenLast(TestedFiles tested) throws IOException {
    StatusFile file = file(tested.open());
    assertThat(file.read()).isEmpty();
    file.prepare(LockRule.RESPECT);

    file.write("listing", objects(1));
    file.write("transferring", objects(2));

    StatusFile.Found found = file(tested.open()).read().orElseThrow();
    assertThat(found.json().path("copied").asInt()).isEqualTo(2);
    assertThat(found.json().path("state").asText()).isEqualTo("transferring");
    assertThat(found.json().path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(found.ended()).isFalse();
    assertThat(found.silent()).isEmpty();
    if (tested != TestedFiles.OBJECT_STORE) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(json)))
          .isEqualTo("rw-------");
    }
    assertThat(directory.toFile().list()).doesNotContain("status.json-next", "lock.json");
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "CHECKED"})
  void whoReadsItMeanwhileFindsAWholeOne(TestedFiles tested) throws Exception {
    StatusFile file = file(tested.open());
    file.prepare(LockRule.RESPECT);
    file.write("listing", objects(0).put("padding", "x".repeat(100_000)));
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= 300; i++) {
                write(file, objects(i).put("padding", "x".repeat(i % 2 == 0 ? 10 : 100_000)));
              }
            });

    int read = 0;
    while (!writing.isDone() || read == 0) {
      assertThat(new JsonMapper().readTree(Files.readString(json)).has("padding")).isTrue();
      read++;
    }

    writing.get();
    assertThat(file.read().orElseThrow().json().path("copied").asInt()).isEqualTo(300);
  }

  private static void write(StatusFile file, ObjectNode status) {
    try {
      file.write("listing", status);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void ofAProcessThatIsGoneIsNotBelieved() throws Exception {
    Process process = new ProcessBuilder("true").start();
    assertThat(process.waitFor(10, SECONDS)).isTrue();
    StatusFile file = written();
    Files.writeString(
        json,
        Files.readString(json)
            .replace("\"pid\":" + ProcessHandle.current().pid(), "\"pid\":" + process.pid()));

    assertThat(file.read().orElseThrow().silent().orElseThrow())
        .startsWith("process " + process.pid() + " on ")
        .endsWith(" is gone");
  }

  @Test
  void withoutAHeartbeatItIsNotBelieved() throws IOException {
    StatusFile file = written();
    modifiedSecondsAgo(55);
    assertThat(file.read().orElseThrow().silent()).isEmpty();

    modifiedSecondsAgo(65);
    assertThat(file.read().orElseThrow().silent().orElseThrow())
        .matches("process [0-9]+ on .* has reported nothing for 6[5-9] s");
  }

  @Test
  void aDriverThatHoldsTheLockIsAlive() throws IOException {
    StatusFile file = written();
    modifiedSecondsAgo(65);

    try (RunLock lock =
        RunLock.acquire(
            TestedFiles.RAW.open(),
            TestedFiles.path(directory),
            "run-1",
            why -> {},
            RealMachine.MACHINE)) {
      assertThat(lock).isNotNull();
      assertThat(file.read().orElseThrow().silent()).isEmpty();
    }

    assertThat(file.read().orElseThrow().silent()).isPresent();
  }

  @Test
  void theLockOfAnotherProcessSaysNothing() throws IOException {
    StatusFile file = written();
    modifiedSecondsAgo(65);
    LockOwner here = LockOwner.here("sweep", MACHINE.random());
    LockOwner other = new LockOwner("elsewhere", here.processes(), 1, "sweep", here.nonce());
    new LockFile(TestedFiles.RAW.open(), TestedFiles.path(directory)).create(other);

    assertThat(file.read().orElseThrow().silent()).isPresent();
  }

  @Test
  void whatHasEndedIsBelievedForEver() throws IOException {
    StatusFile file = written();
    file.write(StatusFile.ENDED, objects(5));
    modifiedSecondsAgo(100_000);

    StatusFile.Found found = file.read().orElseThrow();

    assertThat(found.ended()).isTrue();
    assertThat(found.silent()).isEmpty();
  }

  @Test
  void aDirectoryThatAnotherDriverHoldsIsLeftAlone() throws IOException {
    Files.createDirectories(directory);
    try (RunLock lock =
        RunLock.acquire(
            TestedFiles.RAW.open(),
            TestedFiles.path(directory),
            "run-1",
            why -> {},
            RealMachine.MACHINE)) {
      assertThat(lock).isNotNull();
      assertThatExceptionOfType(RunLockedException.class)
          .isThrownBy(() -> file(TestedFiles.RAW.open()).prepare(LockRule.RESPECT))
          .withMessageContaining("run run-1");
      file(TestedFiles.RAW.open()).prepare(LockRule.BREAK);
    }

    file(TestedFiles.RAW.open()).prepare(LockRule.RESPECT);
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mine", "{}", "{\"status\":\"ok\"}"})
  void anothersFileIsNeitherReadNorReplaced(String content) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(json, content);
    StatusFile file = file(TestedFiles.RAW.open());

    assertThatIOException()
        .isThrownBy(() -> file.prepare(LockRule.BREAK))
        .withMessageContaining(json + " is not of bucket-copy");
    assertThatIOException().isThrownBy(file::read).withMessageContaining(json.toString());

    assertThat(json).hasContent(content);
  }

  @Test
  void whatWasCutShortIsReplaced() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(json, "{\"bucket");
    StatusFile file = file(TestedFiles.RAW.open());

    file.prepare(LockRule.RESPECT);
    file.write("listing", objects(1));

    assertThat(file.read()).isPresent();
  }

  @Test
  void aLaterVersionIsNotMisread() throws IOException {
    StatusFile file = written();
    Files.writeString(
        json, Files.readString(json).replace("\"bucketCopyStatus\":1", "\"bucketCopyStatus\":2"));

    assertThatIOException().isThrownBy(file::read).withMessageContaining("of a later version");
  }

  private StatusFile written() throws IOException {
    StatusFile file = file(TestedFiles.RAW.open());
    file.prepare(LockRule.RESPECT);
    file.write("transferring", objects(1));
    return file;
  }

  /** And half a second: a file system's clock may lag some milliseconds behind this one. */
  private void modifiedSecondsAgo(long seconds) throws IOException {
    Instant modified = Instant.now().minusSeconds(seconds).minusMillis(500);
    Files.setLastModifiedTime(json, FileTime.from(modified));
  }
}
