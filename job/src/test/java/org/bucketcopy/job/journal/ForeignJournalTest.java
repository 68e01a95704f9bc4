package org.bucketcopy.job.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal in the hands of somebody who does not know its run. */
@Timeout(60)
final class ForeignJournalTest {
  private final Path directory;

  ForeignJournalTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @EnumSource
  void isResumedWhateverItsOptionsAre(TestedFiles tested) throws Exception {
    start(tested.open(), 1, 2);

    try (RunJournal journal = resumed(tested.open()).orElseThrow()) {
      assertThat(journal.recovered().header()).isEqualTo(Uploads.HEADER);
      assertThat(journal.recovered().uploads().values())
          .containsExactly(Uploads.upload(1), Uploads.upload(2));
      journal.ended(Uploads.upload(1)).toCompletableFuture().get();
    }

    assertThat(read(tested.open()).orElseThrow().uploads().values())
        .containsExactly(Uploads.upload(2));
    try (RunJournal journal = resumed(tested.open()).orElseThrow()) {
      journal.ended(Uploads.upload(2));
      journal.finish();
    }
    assertThat(resumed(tested.open())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isNotMadeWhereThereIsNone(TestedFiles tested) throws IOException {
    assertThat(resumed(tested.open())).isEmpty();
    assertThat(read(tested.open())).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void isReadWithoutBeingWritten() throws Exception {
    start(TestedFiles.RAW.open(), 1);
    List<Path> before = files();

    assertThat(read(TestedFiles.RAW.open()).orElseThrow().header()).isEqualTo(Uploads.HEADER);

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void keepsItsUploadsThoughNoHeaderCanBeRead() throws Exception {
    start(TestedFiles.RAW.open(), 1);
    for (Path segment : files()) {
      String text = Files.readString(segment, StandardCharsets.ISO_8859_1);
      Files.writeString(segment, text.replace("run-1", "run-X"), StandardCharsets.ISO_8859_1);
    }

    assertThat(read(TestedFiles.RAW.open()).orElseThrow().header()).isEqualTo(JournalHeader.LOST);
    try (RunJournal journal = resumed(TestedFiles.RAW.open()).orElseThrow()) {
      assertThat(journal.recovered().uploads().values()).containsExactly(Uploads.upload(1));
      assertThat(journal.recovered().damaged()).isPositive();
    }
  }

  @Test
  void isReadAgainIfItsOwnerDeletedWhatIsVoid() throws Exception {
    start(TestedFiles.RAW.open(), 1);
    Vanishing files = new Vanishing(1);

    assertThat(read(files).orElseThrow().uploads().values()).containsExactly(Uploads.upload(1));
    assertThat(files.left).isZero();
    assertThatIOException().isThrownBy(() -> read(new Vanishing(1000)));
  }

  @ParameterizedTest
  @EnumSource
  void itsLockIsSeenWithoutBeingTaken(TestedFiles tested) throws IOException {
    assertThat(holder(tested.open())).isEmpty();
    RunLock lock =
        RunLock.acquire(
            tested.open(), TestedFiles.path(directory), "run-7", lost -> {}, RealMachine.MACHINE);
    assertThat(holder(tested.open()).orElseThrow()).contains("run run-7");
    assertThat(files()).hasSize(1);

    lock.close();

    assertThat(holder(tested.open())).isEmpty();
  }

  @Test
  void aLockWithoutHeartbeatIsNobodys() throws Exception {
    LockOwner elsewhere = new LockOwner("h", Optional.of("other boot"), 1, "run-7", "nonce");
    LockFile file = new LockFile(TestedFiles.RAW.open(), TestedFiles.path(directory));
    file.create(elsewhere);
    assertThat(holder(TestedFiles.RAW.open())).contains(elsewhere.toString());

    Path lock = files().get(0);
    Files.setLastModifiedTime(
        lock, FileTime.from(Files.getLastModifiedTime(lock).toInstant().minusSeconds(65)));

    assertThat(holder(TestedFiles.RAW.open())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "segment-00000001.jsonl", "deep/segment-00000001.jsonl"})
  void aDirectoryOfAnothersIsRefusedAndStays(String name) throws IOException {
    Path file = directory.resolve("journal").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"a\":1}\n{\"crc\":2}\n");

    assertRefused();

    assertThat(file).hasContent("{\"a\":1}\n{\"crc\":2}\n");
    assertThat(directory.toFile().list()).containsExactly("journal");
  }

  @Test
  void aFileOfItsNameIsRefusedAndStays() throws IOException {
    Files.writeString(directory.resolve("journal"), "mine");

    assertRefused();

    assertThat(directory.resolve("journal")).hasContent("mine");
  }

  private void assertRefused() {
    assertThatExceptionOfType(ForeignFileException.class)
        .isThrownBy(() -> lock(TestedFiles.CHECKED.open()))
        .withMessageStartingWith("file:" + directory + "/journal")
        .withMessageEndingWith(
            " is not of bucket-copy, and is left as it is: choose another --run-dir");
    assertThatExceptionOfType(ForeignFileException.class)
        .isThrownBy(
            () ->
                RunLock.seize(
                    TestedFiles.RAW.open(),
                    TestedFiles.path(directory),
                    "run-7",
                    lost -> {},
                    RealMachine.MACHINE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"crc", "{\"crc32c\":\"0", "\u0000\n{\"crc32c\":\"0123"})
  void whatIsLeftOfASegmentIsOurs(String text) throws IOException {
    Path file = directory.resolve("journal/segment-00000001.jsonl");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);

    lock(TestedFiles.RAW.open()).close();
  }

  @ParameterizedTest
  @EnumSource
  void whatSomebodyPutBesideItStaysWhenItIsRemoved(TestedFiles tested) throws Exception {
    start(tested.open(), 1);
    Path added = directory.resolve("journal/notes.txt");
    Files.writeString(added, "mine");
    lock(tested.open()).close();

    try (RunJournal journal = resumed(tested.open()).orElseThrow()) {
      journal.ended(Uploads.upload(1));
      journal.finish();
    }

    assertThat(files()).containsExactly(added);
    assertThat(added).hasContent("mine");
  }

  private RunLock lock(FileSystem files) throws IOException {
    return RunLock.acquire(
        files, TestedFiles.path(directory), "run-7", lost -> {}, RealMachine.MACHINE);
  }

  private void start(FileSystem files, int... numbers) throws Exception {
    try (RunJournal journal =
        RunJournal.open(
            files, TestedFiles.path(directory), Uploads.HEADER, RealMachine.MACHINE.threads())) {
      for (int number : numbers) {
        journal.initiated(Uploads.upload(number)).toCompletableFuture().get();
      }
    }
  }

  private Optional<RunJournal> resumed(FileSystem files) throws IOException {
    return RunJournal.resume(files, TestedFiles.path(directory), RealMachine.MACHINE.threads());
  }

  private Optional<Recovery> read(FileSystem files) throws IOException {
    return RunJournal.read(files, TestedFiles.path(directory));
  }

  private Optional<String> holder(FileSystem files) throws IOException {
    return RunLock.holder(files, TestedFiles.path(directory), RealMachine.MACHINE.random());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  /** Some files are gone when they are to be read. */
  private static final class Vanishing extends FilterFileSystem {
    private int left;

    private Vanishing(int left) {
      super(TestedFiles.RAW.open());
      this.left = left;
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize)
        throws IOException {
      if (left > 0) {
        left--;
        throw new FileNotFoundException(path + " vanished");
      }
      return super.open(path, bufferSize);
    }
  }
}
