package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableListMultimap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.FaultScript;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.junit.jupiter.api.Test;

/** Files on their way from plan to proof. */
final class FileFlowTest extends CopyFlow {
  private static final int LARGE = 23 * MIB;

  private final Random random = new Random(7);

  private byte[] content(int size) {
    byte[] content = new byte[size];
    random.nextBytes(content);
    return content;
  }

  private SourceFile file(String path, byte[] content) {
    return files.write(path, content, 1_000);
  }

  @Test
  void filesBecomeObjectsWithAllThatTheyShallCarry() {
    byte[] small = content(20);
    byte[] large = content(LARGE);

    RunCounts counts =
        upload(memory(), file("small", small), file("large", large), file("empty", new byte[0]));

    assertThat(counts.objects().copied()).as(report()).isEqualTo(3);
    assertThat(counts.bytes().copied()).isEqualTo(LARGE + 20);
    assertThat(counts.parts()).isEqualTo(5);
    assertThat(service.read(B.object("small"))).isEqualTo(small);
    assertThat(service.read(B.object("large"))).isEqualTo(large);
    assertThat(service.read(B.object("empty"))).isEmpty();
    for (String key : List.of("small", "large", "empty")) {
      ObjectMetadata carried = head(key).metadata();
      assertThat(carried.headers()).isEqualTo(METADATA.headers());
      assertThat(UploadToken.without(carried.user())).isEqualTo(METADATA.user());
      assertThat(UploadToken.isOfRun(RUN_ID, head(key))).isTrue();
      assertThat(memory().tags(B.object(key), Optional.empty()).toCompletableFuture().join())
          .isEqualTo(METADATA.tags());
    }
    assertThat(service.openUploads()).isEmpty();
  }

  /** In the same length, so that no reader notices it. */
  @Test
  void aFileThatIsWrittenAgainWhileItsPartsAreSentIsNotCompleted() {
    SourceFile large = file("large", content(LARGE));
    AtomicInteger parts = new AtomicInteger();
    FaultScript script =
        (operation, target) -> {
          if (operation == StoreOperation.UPLOAD_PART && parts.incrementAndGet() == 3) {
            files.write("large", content(LARGE), 2_000);
          }
          return Optional.empty();
        };

    RunCounts counts = upload(new FaultyStore(memory(), script), large);

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("SOURCE_CHANGED");
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
    assertThat(service.openUploads()).isEmpty();
  }

  /** By an attempt that was given up, and read the file when it had been looked at. */
  @Test
  void aPartThatIsReplacedAfterTheLookAtItsFileIsNoPartOfTheObject() {
    byte[] now = content(LARGE);
    SourceFile large = file("large", content(LARGE));
    AtomicInteger completions = new AtomicInteger();
    FaultScript script =
        (operation, target) -> {
          if (operation == StoreOperation.COMPLETE && completions.incrementAndGet() == 1) {
            SourceFile written = files.write("large", now, 2_000);
            UploadHandle upload = service.openUploads().get(0).handle();
            Body late = files.range(written, new ByteRange(0, 5L * MIB - 1));
            memory().writer().uploadPart(new PartUpload(upload, 1), late);
          }
          return Optional.empty();
        };

    RunCounts counts = upload(new FaultyStore(memory(), script), large);

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("SOURCE_CHANGED");
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void aSmallFileThatIsWrittenAgainMeanwhileBecomesNoObject() {
    SourceFile small = file("small", content(20));
    FaultScript script =
        (operation, target) -> {
          if (operation == StoreOperation.PUT_OBJECT) {
            files.write("small", content(20), 2_000);
          }
          return Optional.empty();
        };

    RunCounts counts = upload(new FaultyStore(memory(), script), small);

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("SOURCE_CHANGED");
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
  }

  @Test
  void aSmallFileThatCannotBeLookedAtFailsAsTheLookDoes() {
    SourceFile small = file("small", content(20));
    FaultScript script =
        (operation, target) -> {
          if (operation == StoreOperation.PUT_OBJECT) {
            files.blind("small");
          }
          return Optional.empty();
        };

    RunCounts counts = upload(new FaultyStore(memory(), script), small);

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report())
        .contains("TRANSIENT", "it cannot be looked at")
        .doesNotContain("SOURCE_CHANGED");
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
  }

  @Test
  void aFileThatIsGoneFailsAlone() {
    SourceFile gone = file("gone", content(20));
    SourceFile large = file("goneToo", content(LARGE));
    SourceFile there = file("there", content(20));
    files.delete("gone");
    files.delete("goneToo");

    RunCounts counts = upload(memory(), gone, large, there);

    assertThat(counts.objects().failed()).isEqualTo(2);
    assertThat(counts.objects().copied()).isEqualTo(1);
    assertThat(report()).contains("NOT_FOUND");
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void whatArrivesAsOtherBytesIsSentOnceMoreAndDoesNotStay() {
    byte[] content = content(20);
    AtomicInteger puts = new AtomicInteger();
    FaultScript once =
        (operation, target) ->
            operation == StoreOperation.PUT_OBJECT && puts.incrementAndGet() == 1
                ? Optional.of(new InjectedFault(Kind.CORRUPT, InjectedFault.Moment.AFTER_THE_WORK))
                : Optional.empty();
    FaultScript always =
        (operation, target) ->
            operation == StoreOperation.PUT_OBJECT
                ? Optional.of(new InjectedFault(Kind.CORRUPT, InjectedFault.Moment.AFTER_THE_WORK))
                : Optional.empty();

    assertThat(upload(new FaultyStore(memory(), once), file("k", content)).objects().copied())
        .as(report())
        .isEqualTo(1);
    assertThat(service.read(B.object("k"))).isEqualTo(content);
    RunCounts counts = upload(new FaultyStore(memory(), always), file("never", content));

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("CORRUPT").contains("it was deleted");
    assertThat(service.keys(new ObjectPrefix(B, ""))).containsExactly("k");
  }

  @Test
  void whatIsStoredAndCannotBeProvedDoesNotStay() {
    FaultScript script =
        (operation, target) ->
            operation == StoreOperation.PUT_OBJECT
                ? Optional.of(
                    new InjectedFault(Kind.UNSUPPORTED, InjectedFault.Moment.AFTER_THE_WORK))
                : Optional.empty();

    RunCounts counts = upload(new FaultyStore(memory(), script), file("k", content(20)));

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("UNSUPPORTED").contains("it was deleted");
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
  }

  @Test
  void aPartThatArrivesAsOtherBytesIsSentOnceMore() {
    byte[] content = content(LARGE);
    AtomicInteger parts = new AtomicInteger();
    InjectedFault corrupt = new InjectedFault(Kind.CORRUPT, InjectedFault.Moment.AFTER_THE_WORK);
    FaultScript once =
        (operation, target) ->
            operation == StoreOperation.UPLOAD_PART && parts.incrementAndGet() == 2
                ? Optional.of(corrupt)
                : Optional.empty();
    FaultScript always =
        (operation, target) ->
            operation == StoreOperation.UPLOAD_PART ? Optional.of(corrupt) : Optional.empty();

    assertThat(upload(new FaultyStore(memory(), once), file("k", content)).objects().copied())
        .as(report())
        .isEqualTo(1);
    assertThat(parts).hasValue(6);
    assertThat(service.read(B.object("k"))).isEqualTo(content);
    RunCounts counts = upload(new FaultyStore(memory(), always), file("never", content));

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("CORRUPT");
    assertThat(service.keys(new ObjectPrefix(B, ""))).containsExactly("k");
    assertThat(service.openUploads()).isEmpty();
  }

  /** As with a login that may write and not read. */
  @Test
  void anObjectThatCannotBeLookedAtIsReplacedOrSaidToBeThere() {
    byte[] content = content(20);
    AtomicInteger puts = new AtomicInteger();
    FaultScript once =
        (operation, target) ->
            switch (operation) {
              case PUT_OBJECT ->
                  puts.incrementAndGet() == 1
                      ? Optional.of(
                          new InjectedFault(Kind.CORRUPT, InjectedFault.Moment.AFTER_THE_WORK))
                      : Optional.empty();
              case HEAD_OBJECT -> Optional.of(InjectedFault.refused(Kind.DENIED));
              default -> Optional.empty();
            };

    assertThat(upload(new FaultyStore(memory(), once), file("k", content)).objects().copied())
        .as(report())
        .isEqualTo(1);
    assertThat(puts).hasValue(2);
  }

  /** The first attempt has made the object, which the second one then finds. */
  @Test
  void anObjectWhoseAnswerWasLostIsMadeAgainWhereItMustBeAbsent() {
    ifExists = IfExists.FAIL;
    byte[] content = content(20);
    AtomicInteger puts = new AtomicInteger();
    FaultScript script =
        (operation, target) ->
            operation == StoreOperation.PUT_OBJECT && puts.incrementAndGet() == 1
                ? Optional.of(
                    new InjectedFault(Kind.ALREADY_EXISTS, InjectedFault.Moment.AFTER_THE_WORK))
                : Optional.empty();

    RunCounts counts = upload(new FaultyStore(memory(), script), file("k", content));

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(puts).hasValue(2);
    assertThat(service.read(B.object("k"))).isEqualTo(content);
  }

  @Test
  void whatSomebodyElseHasWrittenStays() {
    ifExists = IfExists.FAIL;
    profile = without(Ability.PUT_OBJECT_IF_ABSENT, Ability.COMPLETE_IF_ABSENT);
    SourceFile small = file("small", content(20));
    SourceFile large = file("large", content(LARGE));
    afterListing =
        () -> {
          service.put(B.object("small"), new byte[] {1}, METADATA);
          service.put(B.object("large"), new byte[] {1}, METADATA);
        };

    RunCounts counts = upload(memory(), small, large);

    assertThat(counts.objects().failed()).isEqualTo(2);
    assertThat(service.read(B.object("small"))).hasSize(1);
    assertThat(service.read(B.object("large"))).hasSize(1);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void anUploadIsResumedWithTheMissingPartsOfTheSameState() {
    byte[] content = content(LARGE);
    SourceFile large = file("large", content);
    initiated("large", large, content);
    Sent sent = new Sent(memory());

    RunCounts counts = upload(sent, large);

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(sent.parts).hasValue(4);
    assertThat(service.read(B.object("large"))).isEqualTo(content);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void aFileThatHasChangedIsUploadedWholeAgain() {
    initiated("large", file("large", content(LARGE)), content(LARGE));
    byte[] now = content(LARGE);
    SourceFile large = files.write("large", now, 2_000);
    Sent sent = new Sent(memory());

    RunCounts counts = upload(sent, large);

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(sent.parts).hasValue(5);
    assertThat(service.read(B.object("large"))).isEqualTo(now);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void aFileWhoseEtagHasChangedIsUploadedWholeAgain() {
    byte[] before = content(LARGE);
    initiated("large", files.write("large", before, 1_000, ETag.of("one")), before);
    byte[] now = content(LARGE);
    SourceFile large = files.write("large", now, 1_000, ETag.of("two"));
    Sent sent = new Sent(memory());

    RunCounts counts = upload(sent, large);

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(sent.parts).hasValue(5);
    assertThat(service.read(B.object("large"))).isEqualTo(now);
    assertThat(service.openUploads()).isEmpty();
  }

  /** Its earlier driver may have died between the object and the second look at the file. */
  @Test
  void aResumedRunUploadsAgainWhatWasWrittenSinceItWasStarted() {
    SourceFile old = file("old", content(20));
    SourceFile written = files.write("new", content(20), 2_000_000_000L);
    upload(memory(), old, written);
    earlierRun = Optional.of(new EarlierRun(RUN_ID, 2_000_000_000L));

    RunCounts counts = upload(memory(), old, written);

    assertThat(counts.objects().skipped()).isEqualTo(1);
    assertThat(counts.objects().copied()).isEqualTo(1);
  }

  @Test
  void aResumedRunFindsWhatItHasMadeWhateverItMayReplace() {
    SourceFile[] all = {file("small", content(20)), file("large", content(LARGE))};
    SourceFile others = file("others", content(20));
    service.put(B.object("others"), content(20), METADATA);
    ifExists = IfExists.OVERWRITE;
    upload(memory(), all);
    earlierRun = Optional.of(new EarlierRun(RUN_ID, 2_000_000_000L));

    assertThat(upload(memory(), all).objects().skipped()).as(report()).isEqualTo(2);
    assertThat(upload(memory(), others).objects().copied()).isEqualTo(1);
    ifExists = IfExists.FAIL;
    assertThat(upload(memory(), all).objects().skipped()).as(report()).isEqualTo(2);
  }

  private void initiated(String key, SourceFile file, byte[] content) {
    UploadToken token = freshToken();
    UploadHandle upload =
        memory()
            .initiate(
                new UploadRequest(B.object(key), token.addTo(METADATA), DestinationRule.REPLACE))
            .toCompletableFuture()
            .join();
    SourceFile held = files.write("part of it", content, 0);
    Body first = files.range(held, new ByteRange(0, 5L * MIB - 1));
    memory().writer().uploadPart(new PartUpload(upload, 1), first).toCompletableFuture().join();
    earlierUploads =
        ImmutableListMultimap.of(
            B.object(key),
            new UploadRecord(file, B.object(key), 5L * MIB, upload.uploadId(), token.value()));
  }

  /** Counts the parts that are sent. */
  private static final class Sent extends Scripted {
    final AtomicInteger parts = new AtomicInteger();

    Sent(ObjectStore store) {
      super(store);
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      if (operation == StoreOperation.UPLOAD_PART) {
        parts.incrementAndGet();
      }
      return call.get();
    }
  }
}
