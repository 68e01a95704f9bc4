package org.bucketcopy.job.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.fs.FileSystem;
import org.bucketcopy.planner.thread.VirtualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lock and journal do in time, without waiting for it. */
final class VirtualRunDirectoryTest {
  private final VirtualTime time = new VirtualTime();
  private final FileSystem files = TestedFiles.OBJECT_STORE.open();
  private final List<String> lost = new ArrayList<>();

  @TempDir private Path directory;

  @Test
  void theEndOfAnUploadWaitsForOtherRecords() throws IOException {
    try (RunJournal journal = journal()) {
      CompletableFuture<Void> ended = journal.ended(Uploads.upload(1)).toCompletableFuture();
      time.pass(0.4);
      assertThat(ended).isNotDone();

      CompletableFuture<Void> initiated =
          journal.initiated(Uploads.upload(2)).toCompletableFuture();
      time.await(initiated).join();
      assertThat(ended).isCompleted();
      assertThat(time.passed()).hasMillis(400);

      CompletableFuture<Void> alone = journal.ended(Uploads.upload(2)).toCompletableFuture();
      time.await(alone).join();
      assertThat(time.passed()).hasMillis(900);
    }
  }

  @Test
  void whatWaitsIsWrittenAtTheEnd() throws IOException {
    RunJournal journal = journal();
    journal.initiated(Uploads.upload(1));
    journal.initiated(Uploads.upload(2));
    CompletableFuture<Void> ended = journal.ended(Uploads.upload(1)).toCompletableFuture();

    journal.close();

    assertThat(time.passed()).isZero();
    assertThat(journal.broken()).isEmpty();
    assertThat(RunJournal.read(files, TestedFiles.path(directory)).orElseThrow().uploads().values())
        .containsExactly(Uploads.upload(2));
    time.await(ended).join();
  }

  @Test
  void aLockIsReadBackAfterAPauseAndLookedAtByEveryHeartbeat() throws IOException {
    RunLock lock =
        RunLock.acquire(files, TestedFiles.path(directory), "run-1", lost::add, time.machine(1));
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));

    time.pass(1000);
    assertThat(lost).isEmpty();
    Files.delete(directory.resolve("lock.json"));
    time.pass(9);
    assertThat(lost).isEmpty();
    time.pass(1);
    assertThat(lost).singleElement().asString().contains("was deleted by somebody");
    lock.close();
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(1012));
  }

  private RunJournal journal() throws IOException {
    return RunJournal.open(
        files, TestedFiles.path(directory), Uploads.HEADER, time.machine(1).threads());
  }
}
