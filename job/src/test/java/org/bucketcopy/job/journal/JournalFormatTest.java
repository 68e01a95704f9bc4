package org.bucketcopy.job.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals of the version before, and of later ones. */
@Timeout(60)
final class JournalFormatTest {
  private static final JournalHeader OF_FORMAT_1 =
      JournalHeader.of(
          "run-1",
          1_700_000_000_000L,
          Map.of("--part-size", "64MiB", "--include", "*.gz"),
          "memory");

  private final Path directory;

  JournalFormatTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** The segments in the resources were written before headers named a format. */
  @ParameterizedTest
  @EnumSource
  void theFormatBeforeIsReadAndContinued(TestedFiles tested) throws Exception {
    copySegmentsOfFormat1();

    JournalHeader now = new JournalHeader("run-2", 9, OF_FORMAT_1.options());
    try (RunJournal journal =
        RunJournal.open(
            tested.open(), TestedFiles.path(directory), now, RealMachine.MACHINE.threads())) {
      assertIsOfFormat1(journal.recovered());
      journal.ended(Uploads.upload(2));
      journal.initiated(Uploads.upload(8)).toCompletableFuture().get();
    }

    assertThat(segments().subList(segments().size() - 2, segments().size()))
        .allMatch(segment -> firstLine(segment).contains("\"format\":3,"));
    Recovery continued = RunJournal.read(tested.open(), TestedFiles.path(directory)).orElseThrow();
    assertThat(continued.header()).isEqualTo(OF_FORMAT_1);
    assertThat(continued.damaged()).isZero();
    assertThat(continued.uploads().values())
        .containsExactly(
            Uploads.upload("caf\u00e9/\ud83d\ude00 \u0001"), Uploads.upload(7), Uploads.upload(8));
  }

  @Test
  void theFormatBeforeIsSwept() throws Exception {
    copySegmentsOfFormat1();

    assertIsOfFormat1(read().orElseThrow().recovered());
    try (RunDirectory run = sweep(LockRule.RESPECT).orElseThrow()) {
      assertIsOfFormat1(run.journal().recovered());
      run.journal().finish();
    }

    assertThat(directory).isEmptyDirectory();
  }

  private static void assertIsOfFormat1(Recovery found) {
    assertThat(found.header()).isEqualTo(OF_FORMAT_1);
    assertThat(found.uploads().values())
        .containsExactly(
            Uploads.upload(2), Uploads.upload("caf\u00e9/\ud83d\ude00 \u0001"), Uploads.upload(7));
    assertThat(found.intents()).containsExactly(Uploads.intent(4));
    assertThat(found.notes().copied(Uploads.upload(5).destination(), ETag.of("ab"))).isTrue();
    assertThat(found.notes().distrusted(Uploads.upload(6).destination(), ETag.of("wrong")))
        .isTrue();
    assertThat(found.damaged()).isZero();
  }

  @Test
  void eachSegmentNamesItsFormat() throws Exception {
    start();

    assertThat(segments())
        .hasSizeGreaterThan(1)
        .allMatch(segment -> firstLine(segment).contains("\"entry\":\"header\",\"format\":3,"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "0", "99999999999999999999", "2.5", "\"next\""})
  void aLaterFormatIsRefusedAndNothingIsTouched(String format) throws Exception {
    start();
    Journals.nameFormat(directory, format);
    try (Closeable alive = Journals.lockAsLaterVersion(directory)) {
      Map<String, String> before = Journals.content(directory);

      for (LockRule rule : LockRule.values()) {
        assertRefused(format, () -> run(Uploads.HEADER, rule));
        assertRefused(format, () -> sweep(rule));
      }
      assertRefused(format, this::read);

      assertThat(Journals.content(directory)).isEqualTo(before);
      assertThat(alive).isNotNull();
    }
  }

  @Test
  void aLaterFormatIsKnownWhateverElseItsHeaderHolds() throws Exception {
    start();
    write(
        segments().size() + 1,
        JournalLine.withCheckSum("{\"entry\":\"header\",\"run\":{\"id\":1},\"format\":4}"),
        JournalLine.withCheckSum("{\"entry\":\"reversed\"}"));

    assertRefused("4", () -> run(Uploads.HEADER, LockRule.BREAK));
    assertRefused("4", this::read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"crc32c\":\"0123", "{}\n{\"crc32c\":\"01234567\",\"record\":{}}"})
  void whereTheNewestSegmentIsCutTheOneBeforeDecides(String cut) throws Exception {
    start();
    Journals.nameFormat(directory, "4");
    write(segments().size() + 1, cut);
    Map<String, String> before = Journals.content(directory);

    assertRefused("4", () -> run(Uploads.HEADER, LockRule.BREAK));
    assertRefused("4", () -> sweep(LockRule.RESPECT));
    assertRefused("4", this::read);
    assertThat(Journals.content(directory)).isEqualTo(before);
  }

  @Test
  void whatCannotBeOpenedWholeIsLeftUnlocked() throws Exception {
    start();
    Map<String, String> before = Journals.content(directory);

    assertThatExceptionOfType(OptionsDifferException.class)
        .isThrownBy(() -> run(new JournalHeader("run-2", 9, Map.of()), LockRule.RESPECT));

    assertThat(Journals.content(directory)).isEqualTo(before);
  }

  @Test
  void aDirectoryThatIsOpenIsLockedUntilItIsClosed() throws Exception {
    RunDirectory run = run(Uploads.HEADER, LockRule.RESPECT);

    assertThat(read().orElseThrow().holder().orElseThrow()).contains("run run-1");
    assertThatExceptionOfType(RunLockedException.class)
        .isThrownBy(() -> run(Uploads.HEADER, LockRule.RESPECT));
    assertThatExceptionOfType(RunLockedException.class).isThrownBy(() -> sweep(LockRule.RESPECT));

    run.close();
    assertThat(read().orElseThrow().holder()).isEmpty();
    sweep(LockRule.RESPECT).orElseThrow().close();
  }

  @Test
  void whereThereIsNoJournalThereIsNothingToSweepOrToRead() throws Exception {
    assertThat(sweep(LockRule.BREAK)).isEmpty();
    assertThat(read()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  private void assertRefused(String format, ThrowingCallable open) {
    assertThatExceptionOfType(JournalFormatException.class)
        .isThrownBy(open)
        .withMessageMatching("file:" + directory + "/journal/segment-0000000[0-9]\\.jsonl is .*")
        .withMessageEndingWith(
            " is of journal format "
                + format.replace("\"", "")
                + ", and this version of bucket-copy knows formats up to 3: use the version that"
                + " wrote it, or a later one");
  }

  private void start() throws Exception {
    try (RunDirectory run = run(Uploads.HEADER, LockRule.RESPECT)) {
      run.journal().initiated(Uploads.upload(1)).toCompletableFuture().get();
    }
  }

  private RunDirectory run(JournalHeader header, LockRule rule) throws IOException {
    return RunDirectory.toRun(
        TestedFiles.path(directory),
        new Configuration(),
        header,
        rule,
        lost -> {},
        RealMachine.MACHINE);
  }

  private Optional<RunDirectory> sweep(LockRule rule) throws IOException {
    return RunDirectory.toSweep(
        TestedFiles.path(directory), new Configuration(), rule, lost -> {}, RealMachine.MACHINE);
  }

  private Optional<RunView> read() throws IOException {
    return RunDirectory.toRead(
        TestedFiles.path(directory), new Configuration(), RealMachine.MACHINE.random());
  }

  private void copySegmentsOfFormat1() throws IOException {
    Path journal = Files.createDirectories(directory.resolve("journal"));
    for (String name : IntStream.rangeClosed(1, 6).mapToObj(JournalFormatTest::name).toList()) {
      try (InputStream segment =
          Optional.ofNullable(getClass().getResourceAsStream("format-1/" + name)).orElseThrow()) {
        Files.copy(segment, journal.resolve(name));
      }
    }
  }

  private void write(int number, String... lines) throws IOException {
    Files.write(directory.resolve("journal").resolve(name(number)), List.of(lines));
  }

  private static String name(int number) {
    return "segment-0000000" + number + ".jsonl";
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private static String firstLine(Path segment) {
    try {
      return Files.readAllLines(segment).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
