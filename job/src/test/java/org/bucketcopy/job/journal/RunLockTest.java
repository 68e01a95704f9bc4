package org.bucketcopy.job.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.bucketcopy.job.journal.FaultyFileSystem.Death;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunLockTest {
  private final Path directory;

  private final List<String> lost = new ArrayList<>();

  RunLockTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @EnumSource
  void aSecondDriverIsRefusedAndTheOwnerIsNamed(TestedFiles tested) throws IOException {
    LockOwner first = LockOwner.here("run-1", RealMachine.MACHINE.random());
    lock(tested.open(), first).take(RunLockTest::noPause);

    assertThatExceptionOfType(RunLockedException.class)
        .isThrownBy(
            () ->
                lock(tested.open(), LockOwner.here("run-2", RealMachine.MACHINE.random()))
                    .take(RunLockTest::noPause))
        .withMessageContaining(directory + "/lock.json is held by " + first.host())
        .withMessageContaining("process " + ProcessHandle.current().pid() + ", run run-1")
        .withMessageMatching(".*heartbeat [0-9] s ago.*--break-lock");
    assertThat(holder()).contains(first);
    assertThat(directory).isDirectoryContaining(file -> !file.toString().contains("probe"));
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "CHECKED"})
  void ofTwoThatTakeAFreeLocalLockAtOnceOneGetsIt(TestedFiles tested) throws Exception {
    FileSystem files = tested.open();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      for (int race = 0; race < 2_000; race++) {
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Integer> second = other.submit(() -> race(files, start));
        assertThat(race(files, start) + second.get()).as("race %d", race).isEqualTo(1);
        Files.delete(directory.resolve("lock.json"));
      }
    } finally {
      other.shutdownNow();
    }
  }

  /** The number of locks got: one or none. */
  private int race(FileSystem files, CyclicBarrier start) throws Exception {
    RunLock lock = lock(files, LockOwner.here("run-1", RealMachine.MACHINE.random()));
    start.await();
    try {
      lock.take(() -> {});
      return 1;
    } catch (RunLockedException held) {
      return 0;
    }
  }

  @Test
  void whatIsNotKnownToLetOnlyOneMakeAFileIsReadBack() throws IOException {
    List<String> pauses = new ArrayList<>();

    lock(TestedFiles.OBJECT_STORE.open(), LockOwner.here("run-1", RealMachine.MACHINE.random()))
        .take(() -> pauses.add("paused"));

    assertThat(pauses).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"host\":\"db\",\"port\":5432}\n", "mine", "{\n}", "{\"host\":\"db\"}\n"})
  void aFileOfAnothersIsNoLockAndStays(String content) throws IOException {
    Path file = directory.resolve("lock.json");
    Files.writeString(file, content);
    modifiedSecondsAgo(1000);
    RunLock lock =
        lock(TestedFiles.RAW.open(), LockOwner.here("run-1", RealMachine.MACHINE.random()));

    assertThatExceptionOfType(ForeignFileException.class)
        .isThrownBy(() -> lock.take(RunLockTest::noPause))
        .withMessageContaining(file + " is not of bucket-copy, and is left as it is");
    assertThatExceptionOfType(ForeignFileException.class)
        .isThrownBy(() -> lock.seize(RunLockTest::noPause));

    assertThat(file).hasContent(content);
    assertThat(directory).isDirectoryContaining("glob:**lock.json");
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void aHeartbeatThatThrowsWhatItMustNotIsOneThatWasMissed() throws IOException {
    FileSystem files =
        new FilterFileSystem(TestedFiles.RAW.open()) {
          @Override
          public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize) {
            throw new NoClassDefFoundError("scripted");
          }
        };
    RunLock lock = lock(files, LockOwner.here("run-1", RealMachine.MACHINE.random()));
    long now = System.nanoTime();
    lock.beat(now);
    assertThat(lost).isEmpty();

    lock.beat(now + SECONDS.toNanos(61));

    assertThat(lost).singleElement().asString().contains("could not be renewed for 61 s");
  }

  @Test
  void aLockThatIsGivenBackIsFree() throws IOException {
    FileSystem files = TestedFiles.RAW.open();
    RunLock lock =
        RunLock.acquire(
            files, TestedFiles.path(directory), "run-1", lost::add, RealMachine.MACHINE);
    assertThat(holder().orElseThrow().runId()).isEqualTo("run-1");
    assertThatExceptionOfType(RunLockedException.class)
        .isThrownBy(
            () ->
                RunLock.acquire(
                    files, TestedFiles.path(directory), "run-2", lost::add, RealMachine.MACHINE));

    lock.close();
    lock.close();

    assertThat(directory.resolve("lock.json")).doesNotExist();
    RunLock.acquire(files, TestedFiles.path(directory), "run-3", lost::add, RealMachine.MACHINE)
        .close();
    assertThat(lost).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aLockWithoutHeartbeatIsTakenOver(TestedFiles tested) throws IOException {
    RunLock dead = lock(tested.open(), LockOwner.here("run-1", RealMachine.MACHINE.random()));
    dead.take(RunLockTest::noPause);
    modifiedSecondsAgo(55);
    LockOwner second = LockOwner.here("run-2", RealMachine.MACHINE.random());
    assertThatExceptionOfType(RunLockedException.class)
        .isThrownBy(() -> lock(tested.open(), second).take(RunLockTest::noPause));

    modifiedSecondsAgo(65);
    lock(tested.open(), second).take(RunLockTest::noPause);

    assertThat(holder()).contains(second);
    dead.close();
    assertThat(holder()).contains(second);
  }

  /** As where YARN starts a driver again on another node. */
  @Test
  void aLockOfAnotherMachineIsWaitedForUntilItIsStale() throws IOException {
    lock(TestedFiles.RAW.open(), elsewhere()).take(RunLockTest::noPause);
    modifiedSecondsAgo(59);
    LockOwner second = LockOwner.here("run-2", RealMachine.MACHINE.random());

    lock(TestedFiles.RAW.open(), second).takeOrAwait(RunLockTest::halfASecond);

    assertThat(holder()).contains(second);
  }

  private static void halfASecond() {
    Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(500));
  }

  @Test
  void aDriverOnAnotherMachineThatIsAliveIsFoundOutByItsHeartbeat() throws IOException {
    LockOwner elsewhere = elsewhere();
    RunLock first = lock(TestedFiles.RAW.open(), elsewhere);
    first.take(RunLockTest::noPause);
    modifiedSecondsAgo(30);
    LockOwner second = LockOwner.here("run-2", RealMachine.MACHINE.random());

    assertThatExceptionOfType(RunLockedException.class)
        .isThrownBy(
            () ->
                lock(TestedFiles.RAW.open(), second)
                    .takeOrAwait(() -> first.beat(System.nanoTime())));

    assertThat(holder()).contains(elsewhere);
  }

  private static LockOwner elsewhere() {
    return new LockOwner("node-7", Optional.of("another boot"), 4711, "run-1", "nonce-1");
  }

  @Test
  void aHeartbeatKeepsTheLock() throws IOException {
    RunLock lock =
        lock(TestedFiles.RAW.open(), LockOwner.here("run-1", RealMachine.MACHINE.random()));
    lock.take(RunLockTest::noPause);
    modifiedSecondsAgo(65);

    lock.beat(System.nanoTime());

    assertThatExceptionOfType(RunLockedException.class)
        .isThrownBy(
            () ->
                lock(TestedFiles.RAW.open(), LockOwner.here("run-2", RealMachine.MACHINE.random()))
                    .take(RunLockTest::noPause));
  }

  @Test
  void aLockOfAProcessThatIsGoneIsTakenOverAtOnce() throws Exception {
    Process process = new ProcessBuilder("true").start();
    assertThat(process.waitFor(10, SECONDS)).isTrue();
    LockOwner here = LockOwner.here("run-1", RealMachine.MACHINE.random());
    LockOwner gone =
        new LockOwner(here.host(), here.processes(), process.pid(), "run-1", here.nonce());
    lock(TestedFiles.RAW.open(), gone).take(RunLockTest::noPause);
    LockOwner second = LockOwner.here("run-2", RealMachine.MACHINE.random());

    lock(TestedFiles.RAW.open(), second).take(RunLockTest::noPause);

    assertThat(holder()).contains(second);
  }

  @Test
  void aProcessOfAnotherMachineIsNotLookedForHere() {
    LockOwner here = LockOwner.here("run-1", RealMachine.MACHINE.random());

    assertThat(new LockOwner("h", Optional.of("other boot"), 1L << 40, "r", "n").gone()).isFalse();
    assertThat(new LockOwner("h", Optional.empty(), 1L << 40, "r", "n").gone()).isFalse();
    assertThat(here.gone()).isFalse();
  }

  @Test
  void aBrokenLockIsNoticedAtTheNextHeartbeat() throws IOException {
    RunLock first =
        lock(TestedFiles.RAW.open(), LockOwner.here("run-1", RealMachine.MACHINE.random()));
    first.take(RunLockTest::noPause);
    LockOwner second = LockOwner.here("run-2", RealMachine.MACHINE.random());
    lock(TestedFiles.RAW.open(), second).seize(RunLockTest::noPause);

    first.beat(System.nanoTime());
    first.beat(System.nanoTime());

    assertThat(lost).singleElement().asString().endsWith("lock.json was taken by " + second);
    first.close();
    assertThat(holder()).contains(second);
  }

  @Test
  void aLockThatWasDeletedIsLost() throws IOException {
    RunLock lock =
        lock(TestedFiles.RAW.open(), LockOwner.here("run-1", RealMachine.MACHINE.random()));
    lock.take(RunLockTest::noPause);
    Files.delete(directory.resolve("lock.json"));

    lock.beat(System.nanoTime());

    assertThat(lost).singleElement().asString().endsWith("was deleted by somebody");
    assertThat(directory.resolve("lock.json")).doesNotExist();
  }

  @Test
  void aLockThatCannotBeRenewedForAMinuteIsLost() throws IOException {
    FaultyFileSystem files = TestedFiles.faulty();
    RunLock lock = lock(files, LockOwner.here("run-1", RealMachine.MACHINE.random()));
    lock.take(RunLockTest::noPause);
    long now = System.nanoTime();
    lock.beat(now);
    files.dieAfter(0, Death.IN_THE_MIDDLE);

    lock.beat(now + SECONDS.toNanos(10));
    lock.beat(now + SECONDS.toNanos(60));
    assertThat(lost).isEmpty();
    lock.beat(now + SECONDS.toNanos(61));

    assertThat(lost).singleElement().asString().endsWith("could not be renewed for 61 s");
  }

  @Test
  void aHalfWrittenHeartbeatIsWrittenAgain() throws IOException {
    FaultyFileSystem files = TestedFiles.faulty();
    LockOwner owner = LockOwner.here("run-1", RealMachine.MACHINE.random());
    RunLock lock = lock(files, owner);
    lock.take(RunLockTest::noPause);
    files.dieAfter(0, Death.IN_THE_MIDDLE);
    lock.beat(System.nanoTime());
    files.recover();
    assertThat(holder()).isEmpty();
    assertThatExceptionOfType(RunLockedException.class)
        .isThrownBy(
            () ->
                lock(files, LockOwner.here("run-2", RealMachine.MACHINE.random()))
                    .take(RunLockTest::noPause))
        .withMessageContaining("an owner that cannot be read");

    lock.beat(System.nanoTime());

    assertThat(holder()).contains(owner);
    assertThat(lost).isEmpty();
  }

  @Test
  void ofTwoThatFindTheSameStaleLockOneYields() throws IOException {
    lock(TestedFiles.RAW.open(), LockOwner.here("run-1", RealMachine.MACHINE.random()))
        .take(RunLockTest::noPause);
    modifiedSecondsAgo(65);
    LockOwner second = LockOwner.here("run-2", RealMachine.MACHINE.random());
    RunLock winner = lock(TestedFiles.RAW.open(), second);

    assertThatExceptionOfType(RunLockedException.class)
        .isThrownBy(
            () ->
                lock(TestedFiles.RAW.open(), LockOwner.here("run-3", RealMachine.MACHINE.random()))
                    .take(
                        () ->
                            assertThatNoException()
                                .isThrownBy(() -> winner.seize(RunLockTest::noPause))))
        .withMessageContaining("run run-2");

    assertThat(holder()).contains(second);
  }

  @Test
  void ofTwoThatAnObjectStoreLetsWriteOneYields() throws IOException {
    LockOwner second = LockOwner.here("run-2", RealMachine.MACHINE.random());
    RunLock winner = lock(TestedFiles.faulty(), second);

    assertThatExceptionOfType(RunLockedException.class)
        .isThrownBy(
            () ->
                lock(TestedFiles.faulty(), LockOwner.here("run-1", RealMachine.MACHINE.random()))
                    .take(
                        () ->
                            assertThatNoException()
                                .isThrownBy(() -> winner.seize(RunLockTest::noPause))))
        .withMessageContaining("run run-2");

    assertThat(holder()).contains(second);
  }

  @Test
  void anUnwritableDirectoryIsReportedAsSuch() {
    FaultyFileSystem files = TestedFiles.faulty();
    files.dieAfter(0, Death.BEFORE_THE_STEP);
    RunLock lock = lock(files, LockOwner.here("run-1", RealMachine.MACHINE.random()));

    assertThatIOException().isThrownBy(() -> lock.take(RunLockTest::noPause));
    assertThat(directory.resolve("lock.json")).doesNotExist();
  }

  private static void noPause() {}

  private RunLock lock(FileSystem files, LockOwner owner) {
    return new RunLock(
        new LockFile(files, TestedFiles.path(directory)), owner, lost::add, RealMachine.MACHINE);
  }

  private Optional<LockOwner> holder() throws IOException {
    return LockOwner.parse(Files.readAllBytes(directory.resolve("lock.json")));
  }

  private void modifiedSecondsAgo(long seconds) throws IOException {
    Files.setLastModifiedTime(
        directory.resolve("lock.json"), FileTime.from(Instant.now().minusSeconds(seconds)));
  }
}
