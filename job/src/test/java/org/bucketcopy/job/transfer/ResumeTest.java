package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.JournalHeader;
import org.bucketcopy.job.journal.Journals;
import org.bucketcopy.job.journal.RunJournal;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CountingStore;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RequestTally;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run whose driver died is gone on with by another, from the same journal. */
final class ResumeTest extends CopyFlow {
  private static final JournalHeader HEADER = new JournalHeader(RUN_ID, 1, Map.of());
  private static final int PARTS = 5;

  private final Path directory;
  private final RequestTally tally = new RequestTally(Ticker.systemTicker());

  ResumeTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** Whether the call in which a driver dies has reached the store. */
  private enum Death {
    BEFORE_THE_WORK,
    AFTER_THE_WORK
  }

  /** Answers no call from the one with this number on, and does not do those after it either. */
  private static final class DyingStore extends Scripted {
    private final AtomicInteger calls = new AtomicInteger();
    private final CompletableFuture<Void> died = new CompletableFuture<>();
    private final int last;
    private final Death death;

    DyingStore(ObjectStore store, int last, Death death) {
      super(store);
      this.last = last;
      this.death = death;
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      int number = calls.incrementAndGet();
      if (number < last) {
        return call.get();
      }
      if (number == last && death == Death.AFTER_THE_WORK) {
        call.get().whenComplete((value, failure) -> died.complete(null));
      } else {
        died.complete(null);
      }
      return new CompletableFuture<>();
    }
  }

  @ParameterizedTest
  @EnumSource(Death.class)
  void aDriverMayDieAtEveryCall(Death death) throws Exception {
    byte[] content = put("big", 23 * MIB);
    for (int last = 1; ; last++) {
      service.delete(B.object("big"));
      Path runDirectory = directory.resolve(death + "-" + last);
      DyingStore dying = new DyingStore(memory(), last, death);

      if (endsBefore(dying, runDirectory)) {
        assertThat(last).as("calls of a run").isGreaterThan(PARTS + 4);
        return;
      }
      RunCounts counts = goOn(runDirectory);

      String when = death + " in call " + last + ": " + report();
      assertThat(counts.objects().failed()).as(when).isZero();
      assertThat(counts.objects().copied() + counts.objects().skipped()).as(when).isEqualTo(1);
      assertThat(counts.leftOpen()).as(when).isZero();
      assertThat(service.read(B.object("big"))).as(when).isEqualTo(content);
      assertThat(service.openUploads()).as(when).isEmpty();
    }
  }

  @Test
  void onlyMissingPartsAreCopied() throws Exception {
    byte[] content = put("big", 23 * MIB);
    // HEAD, tags, Initiate and three parts are done, the fourth part is not.
    DyingStore dying = new DyingStore(memory(), 7, Death.BEFORE_THE_WORK);
    assertThat(endsBefore(dying, directory)).isFalse();
    long partsBefore = service.openUploads().size();

    RunCounts counts = goOn(directory);

    assertThat(partsBefore).isEqualTo(1);
    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.parts()).isEqualTo(2);
    assertThat(counts.bytes().planned()).isEqualTo(counts.bytes().copied());
    assertThat(tally.counts().byOperation()).doesNotContainKey(StoreOperation.INITIATE);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
  }

  @Test
  void aSourceThatChangedStartsAnew() throws Exception {
    put("big", 23 * MIB);
    assertThat(endsBefore(new DyingStore(memory(), 7, Death.BEFORE_THE_WORK), directory)).isFalse();
    byte[] changed = put("big", 23 * MIB);

    RunCounts counts = goOn(directory);

    assertThat(counts.parts()).as(report()).isEqualTo(PARTS);
    assertThat(service.read(B.object("big"))).isEqualTo(changed);
    assertThat(service.openUploads()).isEmpty();
  }

  /** Some of its parts may be of the state in between, where the store ignores the condition. */
  @Test
  void aSourceThatWasPutBackStartsAnew() throws Exception {
    profile = without(Ability.PART_COPY_IF_MATCH, Ability.VERSIONS);
    byte[] content = put("big", 23 * MIB);
    assertThat(endsBefore(new DyingStore(memory(), 7, Death.BEFORE_THE_WORK), directory)).isFalse();
    put("big", 23 * MIB);
    service.put(A.object("big"), content, METADATA);

    RunCounts counts = goOn(directory);

    assertThat(counts.parts()).as(report()).isEqualTo(PARTS);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
    assertThat(service.openUploads()).isEmpty();
  }

  /** As under SSE-KMS: the ETag does not tell that it is our copy. */
  @Test
  void aWholeCopyUnderAnotherETagIsKnownAgainThoughItMustNotBeReplaced() throws Exception {
    ifExists = IfExists.FAIL;
    profile = without(Ability.COMPOSITE_ETAG);
    put("ours", 100);
    put("theirs", 100);
    try (RunJournal kept = openJournal(directory)) {
      journal = kept;
      assertThat(copy(new ReEtagged(memory()), "ours").objects().copied())
          .as(report())
          .isEqualTo(1);
    }
    service.put(B.object("theirs"), new byte[100], METADATA);

    try (RunJournal kept = openJournal(directory)) {
      earlierRun = Optional.of(new EarlierRun(RUN_ID, 0));
      earlierNotes = kept.recovered().notes();
      RunCounts counts = goOnWith(kept, "ours", "theirs");

      assertThat(counts.objects().skipped()).as(report()).isEqualTo(1);
      assertThat(counts.objects().failed()).isEqualTo(1);
    }
    assertThat(report()).contains("s3://b/theirs").doesNotContain("s3://b/ours");
    assertThat(service.read(B.object("theirs"))).isEqualTo(new byte[100]);
  }

  /** Whole copies get an ETag that has nothing to do with their content. */
  private final class ReEtagged extends Scripted {
    ReEtagged(ObjectStore store) {
      super(store);
    }

    @Override
    public CompletionStage<StoredObject> copyObject(ObjectCopy copy) {
      return super.copyObject(copy)
          .thenApply(
              made -> {
                service.retag(copy.destination(), ETag.of("fresh"));
                return new StoredObject(ETag.of("fresh"), made.versionId(), made.checksums());
              });
    }
  }

  @Test
  void theUploadOfASourceThatIsGoneIsAborted() throws Exception {
    put("big", 23 * MIB);
    assertThat(endsBefore(new DyingStore(memory(), 7, Death.BEFORE_THE_WORK), directory)).isFalse();
    assertThat(service.openUploads()).hasSize(1);

    try (RunJournal journal = openJournal(directory)) {
      goOnWith(journal);
    }

    assertThat(service.openUploads()).isEmpty();
    try (RunJournal journal = openJournal(directory)) {
      assertThat(journal.recovered().uploads().isEmpty()).isTrue();
    }
  }

  /** Runs until the store dies or the run ends, and says whether it was the latter. */
  private boolean endsBefore(DyingStore dying, Path runDirectory) throws Exception {
    CompletableFuture<RunCounts> run = new CompletableFuture<>();
    Thread driver = new Thread(() -> run.complete(copy(dying, "big")), "dying-driver");
    driver.setUncaughtExceptionHandler((thread, failure) -> run.completeExceptionally(failure));
    try (RunJournal kept = openJournal(runDirectory)) {
      journal = kept;
      driver.start();
      CompletableFuture.anyOf(run, dying.died).get(20, TimeUnit.SECONDS);
      return run.isDone();
    } finally {
      // It would wait for answers of the dead store for ever, and keep all that the test holds.
      driver.interrupt();
    }
  }

  private RunCounts goOn(Path runDirectory) throws IOException {
    try (RunJournal kept = openJournal(runDirectory)) {
      return goOnWith(kept, "big");
    }
  }

  private RunCounts goOnWith(RunJournal kept, String... keys) {
    journal = kept;
    earlierUploads = kept.recovered().uploads();
    earlierIntents = kept.recovered().intents();
    return copy(new CountingStore(memory(), tally), keys);
  }

  private static RunJournal openJournal(Path runDirectory) throws IOException {
    return Journals.open(runDirectory, HEADER);
  }
}
