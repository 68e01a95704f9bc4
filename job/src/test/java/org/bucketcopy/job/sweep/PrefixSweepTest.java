package org.bucketcopy.job.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.Maps;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.journal.Journals;
import org.bucketcopy.job.sweep.SweepSettings.Choice;
import org.bucketcopy.job.sweep.SweepSettings.Mode;
import org.bucketcopy.job.sweep.UploadSweeper.Result;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UnusableEntry;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadsPage;
import org.bucketcopy.planner.thread.Machine;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PrefixSweepTest {
  private static final Bucket B = new Bucket("s3", "b");
  private static final int PAGE = 4;
  private static final Bucket OTHER = new Bucket("s3", "other");

  private static final String MEMORY = MemoryStore.PROFILE.service();

  private final Path directory;
  private final MemoryService service = new MemoryService();
  private final ObjectStore store =
      new StoreDecorator(new MemoryStore(service, MemoryStore.PROFILE, PAGE)) {
        @Override
        public CompletionStage<UploadsPage> openUploadsAfter(
            ObjectPrefix prefix, Optional<UploadMarker> after) {
          if (after.isPresent()) {
            beforeNextPage.run();
          }
          return super.openUploadsAfter(prefix, after)
              .thenApply(
                  page ->
                      new UploadsPage(
                          new OpenUploads(page.open().uploads(), unusable, storeMillis),
                          page.entries(),
                          page.next()));
        }

        @Override
        protected <T> CompletionStage<T> around(
            StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
          return call.get();
        }
      };
  private List<UnusableEntry> unusable = List.of();
  private OptionalLong storeMillis = OptionalLong.empty();
  private SweepTally tally = new SweepTally();
  private Runnable beforeNextPage = () -> {};
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Instant now = Instant.now().plus(Duration.ofDays(30)).plus(Duration.ofHours(1));

  PrefixSweepTest(@TempDir Path directory) {
    this.directory = directory;
    service.create(B);
    service.create(OTHER);
  }

  @Test
  void withoutConsentNothingIsTouched() throws Exception {
    UploadHandle ours = start(B, "p/ours");
    UploadHandle unknown = start(B, "p/li\nne");
    start(B, "q/outside");
    Journals.write(directory, MEMORY, ours);

    sweep(Mode.LIST, Choice.OURS, directory);

    assertThat(tally.counts()).isEqualTo(new SweepCounts(1, 0, 1, Result.NONE));
    assertThat(open()).hasSize(3);
    assertThat(Journals.read(directory)).containsExactly(ours);
    assertThat(directory.resolve("lock.json")).doesNotExist();
    assertThat(printed())
        .contains("by this machine's clock, " + now.toString().substring(0, 16))
        .containsPattern("ours +20.*Z +30d +s3://b/p/ours +" + ours.uploadId())
        .containsPattern("unknown .* s3://b/p/li\\\\nne +" + unknown.uploadId())
        .doesNotContain("outside")
        .contains("--yes would abort 1 of the 2; --run-dir shows")
        .endsWith("regardless of owner\n");
  }

  @Test
  void oursAreAbortedAndTheJournalIsSettled() throws Exception {
    UploadHandle ours = start(B, "p/ours");
    UploadHandle twin = start(B, "p/ours");
    Journals.write(directory, MEMORY, ours);

    sweep(Mode.ABORT, Choice.OURS, directory);

    assertThat(tally.counts()).isEqualTo(new SweepCounts(1, 0, 1, new Result(1, 0, 0)));
    assertThat(open()).containsExactly(twin);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aJournalKeepsWhatIsElsewhereOrYoung() throws Exception {
    UploadHandle here = start(B, "p/1");
    UploadHandle outside = start(B, "q/2");
    UploadHandle elsewhere = start(OTHER, "p/1");
    Journals.write(
        directory, MEMORY, here, outside, elsewhere, new UploadHandle(B.object("p/1"), "gone"));

    sweep(Mode.ABORT, Choice.OURS, directory);

    assertThat(open()).containsExactlyInAnyOrder(outside, elsewhere);
    assertThat(Journals.read(directory)).contains(outside, elsewhere).doesNotContain(here);
    assertThat(directory.resolve("lock.json")).doesNotExist();
  }

  @Test
  void theSameIdElsewhereIsAnotherUpload() throws Exception {
    UploadHandle open = start(B, "p/1");
    Journals.write(
        directory,
        MEMORY,
        new UploadHandle(OTHER.object("p/1"), open.uploadId()),
        new UploadHandle(B.object("p/2"), open.uploadId()));

    sweep(Mode.ABORT, Choice.OURS, directory);

    assertThat(tally.counts()).isEqualTo(new SweepCounts(0, 0, 1, Result.NONE));
    assertThat(open()).containsExactly(open);
  }

  @Test
  void anUploadOfTheSameNameOnAnotherServiceIsLeftAlone() throws Exception {
    UploadHandle theirs = start(B, "p/1");
    Journals.write(directory, "elsewhere", theirs);

    sweep(Mode.ABORT, Choice.EVERYBODYS, directory);

    assertThat(tally.counts().ended()).isEqualTo(new Result(0, 0, 1));
    assertThat(open()).containsExactly(theirs);
    assertThat(Journals.read(directory)).containsExactly(theirs);
    assertThat(printed()).contains("is the run of elsewhere, and the settings lead to memory");
  }

  @Test
  void whatARunThatIsAliveHasIsNeverAborted() throws Exception {
    UploadHandle running = start(B, "p/running");
    start(B, "p/unknown");
    Journals.write(directory, MEMORY, running);
    Closeable lock = Journals.lock(directory);
    sweep(Mode.ABORT, Choice.EVERYBODYS, directory);
    lock.close();

    assertThat(tally.counts()).isEqualTo(new SweepCounts(0, 1, 1, new Result(1, 0, 0)));
    assertThat(open()).containsExactly(running);
    assertThat(printed()).containsPattern("running .*s3://b/p/running");
  }

  @Test
  void runsAreFoundOneLevelBelow() throws Exception {
    UploadHandle first = start(B, "p/1");
    UploadHandle second = start(B, "p/2");
    UploadHandle running = start(B, "p/3");
    Journals.write(directory.resolve("monday"), MEMORY, first);
    Journals.write(directory.resolve("tuesday"), MEMORY, second);
    Journals.write(directory.resolve("copy-of-tuesday"), MEMORY, second, running);
    Closeable lock = Journals.lock(directory.resolve("copy-of-tuesday"));
    sweep(Mode.ABORT, Choice.OURS, directory);
    lock.close();

    assertThat(tally.counts()).isEqualTo(new SweepCounts(1, 2, 0, new Result(1, 0, 0)));
    assertThat(open()).containsExactlyInAnyOrder(second, running);
  }

  @Test
  void theYoungAreNotListed() throws Exception {
    start(B, "p/1");
    now = Instant.now().plus(Duration.ofDays(6));

    sweep(Mode.ABORT, Choice.EVERYBODYS);

    assertThat(tally.counts().listed()).isZero();
    assertThat(open()).hasSize(1);
    assertThat(printed()).contains("0 unfinished uploads").doesNotContain("warning");
  }

  @Test
  void aClockThatIsBehindTheStoresIsReported() throws Exception {
    start(B, "p/1");
    now = Instant.now().minus(Duration.ofHours(5));

    sweep(Mode.LIST, Choice.OURS);

    assertThat(printed()).contains("the store's clock is at least").containsPattern("[45]h ahead");
  }

  @Test
  void agesAreByTheStoresClockWhereItReportsTheTime() throws Exception {
    start(B, "p/1");
    now = Instant.now().minus(Duration.ofHours(5));
    storeMillis = OptionalLong.of(Instant.now().plus(Duration.ofDays(8)).toEpochMilli());

    sweep(Mode.LIST, Choice.OURS);

    assertThat(tally.counts().listed()).isEqualTo(1);
    assertThat(printed())
        .contains("ages are by the store's clock")
        .containsPattern(" 8d ")
        .doesNotContain("warning");
  }

  @Test
  void uploadsOfManyPagesAreSweptPageByPage() throws Exception {
    List<UploadHandle> ours = new ArrayList<>();
    for (int i = 0; i < 2 * PAGE + 1; i++) {
      ours.add(start(B, "p/a" + i));
      start(B, "p/b" + i);
    }
    Journals.write(directory, MEMORY, ours.toArray(UploadHandle[]::new));

    sweep(Mode.ABORT, Choice.EVERYBODYS, directory);

    int each = 2 * PAGE + 1;
    assertThat(tally.counts())
        .isEqualTo(new SweepCounts(each, 0, each, new Result(2L * each, 0, 0)));
    assertThat(open()).isEmpty();
    assertThat(printed()).containsOnlyOnce("ages are by");
  }

  @Test
  void aRunDirectoryThatIsNotThereIsRefusedBeforeAnything() {
    start(B, "p/1");

    assertThatThrownBy(() -> sweep(Mode.ABORT, Choice.EVERYBODYS, directory.resolve("no-such-run")))
        .isInstanceOf(SweepJob.RefusedException.class)
        .hasMessageContaining("no-such-run");
    assertThat(open()).hasSize(1);
  }

  /** A run of a later version that may be alive, one whose lock names nothing, and a dead one. */
  @Test
  void aRunThatCannotBeReadHidesNoOtherAndLosesNothing() throws Exception {
    UploadHandle ours = start(B, "p/1");
    UploadHandle ofLater = start(B, "p/2");
    UploadHandle lockUnknown = start(B, "p/3");
    UploadHandle unknown = start(B, "p/4");
    Journals.write(directory.resolve("monday"), MEMORY, ours);
    Path later = directory.resolve("tuesday");
    Journals.write(later, MEMORY, ofLater);
    Journals.nameFormat(later, "4");
    Path odd = directory.resolve("wednesday");
    Journals.write(odd, MEMORY, lockUnknown);
    Files.writeString(odd.resolve("lock.json"), "mine");

    assertRefused(Mode.LIST, later, odd);
    assertThat(tally.counts()).isEqualTo(new SweepCounts(1, 1, 2, Result.NONE));
    assertThat(open()).hasSize(4);
    assertThat(printed())
        .contains("what is listed as unknown may be of a run whose directory cannot be read")
        .containsPattern("ours .*s3://b/p/1")
        .containsPattern("unknown .*s3://b/p/2")
        .containsPattern("running .*s3://b/p/3")
        .contains("--yes would abort 1 of the 4\n");

    tally = new SweepTally();
    assertRefused(Mode.ABORT, later, odd);
    assertThat(tally.counts()).isEqualTo(new SweepCounts(1, 1, 2, new Result(1, 0, 2)));
    assertThat(open()).containsExactlyInAnyOrder(ofLater, lockUnknown, unknown);
    assertThat(directory.resolve("monday")).isEmptyDirectory();
    assertThat(odd.resolve("lock.json")).hasContent("mine");
    assertThat(later.resolve("lock.json")).doesNotExist();
  }

  private void assertRefused(Mode mode, Path later, Path odd) {
    assertThatThrownBy(() -> sweep(mode, Choice.EVERYBODYS, directory))
        .isInstanceOf(SweepJob.RefusedException.class)
        .hasMessageContainingAll(
            later + "/journal/segment-",
            " is of journal format 4, ",
            odd + "/lock.json is not of bucket-copy");
  }

  @Test
  void whatADamagedJournalMayHaveNamedIsNotAbortedWhileItsRunIsAlive() throws Exception {
    UploadHandle lost = start(B, "p/lost");
    UploadHandle running = start(B, "p/running");
    Journals.write(directory, MEMORY, running, lost);
    Path last = directory.resolve("journal/segment-00000003.jsonl");
    Files.writeString(last, Files.readString(last).replace("p/lost", "p/LOST"));

    try (Closeable alive = Journals.lock(directory)) {
      assertThatThrownBy(() -> sweep(Mode.ABORT, Choice.EVERYBODYS, directory))
          .isInstanceOf(SweepJob.RefusedException.class)
          .hasMessageMatching(
              "1 records of the journal in .* cannot be read, and its run is alive");
      assertThat(alive).isNotNull();
    }

    assertThat(tally.counts()).isEqualTo(new SweepCounts(0, 1, 1, new Result(0, 0, 1)));
    assertThat(open()).containsExactlyInAnyOrder(lost, running);

    tally = new SweepTally();
    sweep(Mode.ABORT, Choice.EVERYBODYS, directory);
    assertThat(open()).as("of a dead run").isEmpty();
  }

  @Test
  void aRunThatALaterVersionTakesMeanwhileIsLeftAlone() throws Exception {
    UploadHandle first = start(B, "p/1");
    UploadHandle last = start(B, "p/9");
    start(B, "q/outside");
    for (int i = 2; i <= PAGE; i++) {
      start(B, "p/" + i);
    }
    Journals.write(directory, MEMORY, first, last, new UploadHandle(B.object("p/z"), "young"));
    beforeNextPage = this::nameLaterFormat;

    assertThatThrownBy(() -> sweep(Mode.ABORT, Choice.EVERYBODYS, directory))
        .isInstanceOf(SweepJob.RefusedException.class)
        .hasMessageContaining("is of journal format 4");

    assertThat(tally.counts()).isEqualTo(new SweepCounts(2, 0, PAGE - 1, new Result(PAGE, 0, 1)));
    assertThat(open()).hasSize(2).contains(last);
    assertThat(printed()).contains("left alone: file:" + directory + "/journal/segment-");
  }

  private void nameLaterFormat() {
    try {
      Journals.nameFormat(directory, "4");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatCannotBeReadIsReportedAndCounted() throws Exception {
    start(B, "p/known");
    unusable = List.of(new UnusableEntry("p/\uFFFD\n", "its key is not UTF-8 (upload id u)"));

    sweep(Mode.LIST, Choice.OURS, directory);
    assertThat(tally.counts()).isEqualTo(new SweepCounts(0, 0, 2, Result.NONE));
    assertThat(printed())
        .contains("an upload of \"p/\uFFFD\\n\" cannot be aborted: its key is not UTF-8");

    sweep(Mode.ABORT, Choice.EVERYBODYS, directory);
    assertThat(tally.counts().ended()).isEqualTo(new Result(1, 0, 1));
    assertThat(open()).isEmpty();
  }

  private void sweep(Mode mode, Choice choice, Path... runs) throws Exception {
    SweepSettings.OfPrefix settings =
        new SweepSettings.OfPrefix(
            new ObjectPrefix(B, "p/"), Duration.ofDays(7), Journals.paths(runs), choice, mode, 0);
    new PrefixSweep(
            new Configuration(),
            settings,
            new Machine(
                () -> now,
                RealMachine.MACHINE.ticker(),
                RealMachine.MACHINE.random(),
                RealMachine.MACHINE.threads()),
            new PrintStream(log, true, UTF_8))
        .run(buckets -> Maps.asMap(buckets, bucket -> store), tally);
  }

  private UploadHandle start(Bucket bucket, String key) {
    return store
        .initiate(
            new UploadRequest(bucket.object(key), ObjectMetadata.NONE, DestinationRule.REPLACE))
        .toCompletableFuture()
        .join();
  }

  private List<UploadHandle> open() {
    return service.openUploads().stream().map(upload -> upload.handle()).toList();
  }

  private String printed() {
    return log.toString(UTF_8);
  }
}
