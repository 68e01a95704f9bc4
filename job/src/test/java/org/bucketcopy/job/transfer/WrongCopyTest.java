package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.JournalHeader;
import org.bucketcopy.job.journal.Journals;
import org.bucketcopy.job.journal.RunJournal;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.model.ObjectTrait;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of ours that is proved wrong is made again once, and never stays. */
final class WrongCopyTest extends CopyFlow {
  private static final int BIG = 11 * MIB;
  private static final int SMALL = 1000;
  private static final JournalHeader HEADER = new JournalHeader(RUN_ID, 1, Map.of());

  private final Path directory;

  WrongCopyTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** Makes other bytes of the first few objects, and answers for them. */
  private final class WrongStore extends Scripted {
    private final Map<UploadHandle, ObjectMetadata> metadata = new ConcurrentHashMap<>();
    private final AtomicInteger copies = new AtomicInteger();
    private final int wrong;

    WrongStore(ObjectStore store, int wrong) {
      super(store);
      this.wrong = wrong;
    }

    @Override
    public CompletionStage<UploadHandle> initiate(UploadRequest request) {
      return super.initiate(request)
          .thenApply(
              handle -> {
                metadata.put(handle, request.metadata());
                return handle;
              });
    }

    @Override
    public CompletionStage<StoredObject> complete(UploadCompletion completion) {
      return super.complete(completion)
          .thenApply(
              made ->
                  spoilt(
                      completion.upload().destination(),
                      made,
                      metadata.getOrDefault(completion.upload(), ObjectMetadata.NONE)));
    }

    @Override
    public CompletionStage<StoredObject> copyObject(ObjectCopy copy) {
      return super.copyObject(copy).thenApply(made -> spoilt(copy.destination(), made, METADATA));
    }

    private StoredObject spoilt(ObjectLocation object, StoredObject made, ObjectMetadata carried) {
      if (copies.incrementAndGet() > wrong) {
        return made;
      }
      int size = service.read(object).length;
      service.put(object, new byte[size], carried);
      ObjectInfo now = WrongCopyTest.this.head(object.key());
      return new StoredObject(
          now.identity().etag(), now.identity().versionId(), ContentChecksums.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, BIG})
  void itIsMadeAgain(int size) {
    byte[] content = put("o", size);
    WrongStore store = new WrongStore(memory(), 1);

    RunCounts counts = copy(store, "o");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().failed()).isZero();
    assertThat(store.copies).hasValue(2);
    assertThat(service.read(B.object("o"))).isEqualTo(content);
    assertThat(service.openUploads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, BIG})
  void itDoesNotStayIfItIsWrongAgain(int size) {
    profile = without(Ability.VERSIONS);
    put("o", size);
    WrongStore store = new WrongStore(memory(), Integer.MAX_VALUE);

    RunCounts counts = copy(store, "o");

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(counts.objects().copied()).isZero();
    assertThat(store.copies).hasValue(2);
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
    assertThat(report()).contains("\"reason\":\"CORRUPT\"", "it was deleted");

    assertThat(copy(memory(), "o").objects().copied()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, BIG})
  void whatMustNotBeReplacedIsMadeAgainToo(int size) {
    profile = without(Ability.VERSIONS);
    ifExists = IfExists.FAIL;
    byte[] content = put("o", size);

    RunCounts counts = copy(new WrongStore(memory(), 1), "o");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("o"))).isEqualTo(content);
  }

  /** The answer was lost, so that somebody else may have changed the object in place since. */
  @Test
  void whatMayBeSomebodyElsesIsNotDeleted() {
    put("o", BIG);
    ScriptedFaults faults =
        new ScriptedFaults().then(StoreOperation.COMPLETE, InjectedFault.LOST_ANSWER, 2);

    RunCounts counts = copy(new FaultyStore(new WrongStore(memory(), 2), faults), "o");

    assertThat(counts.objects().failed()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("o"))).isEqualTo(new byte[BIG]);
    assertThat(report()).contains("CORRUPT", "somebody else may have written it");
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, BIG})
  void oneThatCannotBeDeletedIsCopiedAgainByTheRunThatGoesOn(int size) throws IOException {
    profile = without(Ability.VERSIONS);
    byte[] content = put("o", size);
    ScriptedFaults faults =
        new ScriptedFaults()
            .then(StoreOperation.DELETE_OBJECT, InjectedFault.refused(Kind.DENIED), 2);

    try (RunJournal kept = openJournal()) {
      journal = kept;
      RunCounts counts = copy(new FaultyStore(new WrongStore(memory(), 9), faults), "o");
      assertThat(counts.objects().failed()).isEqualTo(1);
    }
    assertThat(report()).contains("it was not deleted", "--if-exists overwrite");
    assertThat(service.read(B.object("o"))).isEqualTo(new byte[size]);

    RunCounts counts = goOn(memory());

    assertThat(counts.objects().skipped()).isZero();
    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("o"))).isEqualTo(content);
  }

  /** The object is there, and nobody has seen it. */
  @Test
  void oneThatCouldNotBeLookedAtIsCopiedAgainByTheRunThatGoesOn() throws IOException {
    profile = without(Ability.VERSIONS);
    byte[] content = put("o", BIG);
    ScriptedFaults blind =
        new ScriptedFaults().then(StoreOperation.HEAD_OBJECT, InjectedFault.refused(Kind.DENIED));

    try (RunJournal kept = openJournal()) {
      journal = kept;
      RunCounts counts = copy(new BlindAtTheDestination(new WrongStore(memory(), 1), blind), "o");
      assertThat(counts.objects().failed()).isEqualTo(1);
    }
    assertThat(service.read(B.object("o"))).isEqualTo(new byte[BIG]);

    RunCounts counts = goOn(memory());

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("o"))).isEqualTo(content);
  }

  /** Its driver died before it looked: to the listings it is as good as any. */
  @Test
  void aWholeOneThatNobodyHasLookedAtIsCopiedAgainByTheRunThatGoesOn() throws IOException {
    byte[] content = put("o", SMALL);
    service.put(B.object("o"), new byte[SMALL], METADATA);
    openJournal().close();

    RunCounts counts = goOn(memory());

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("o"))).isEqualTo(content);
  }

  @Test
  void aWholeOneWhoseETagIsNoDigestIsNotCopiedAgain() throws IOException {
    put("o", SMALL);
    service.put(B.object("o"), new byte[SMALL], METADATA);
    openJournal().close();

    RunCounts counts = goOn(new Encrypted(memory()));

    assertThat(counts.objects().skipped()).as(report() + counts).isEqualTo(1);
    assertThat(counts.objects().planned()).isZero();
  }

  private static final class Encrypted extends Scripted {
    Encrypted(ObjectStore store) {
      super(store);
    }

    @Override
    public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
      return super.head(object, versionId)
          .thenApply(
              info ->
                  new ObjectInfo(
                      info.identity(),
                      info.metadata(),
                      Set.of(ObjectTrait.OPAQUE_ETAG),
                      ContentChecksums.NONE));
    }
  }

  private static final class BlindAtTheDestination extends Scripted {
    private final ScriptedFaults faults;

    BlindAtTheDestination(ObjectStore store, ScriptedFaults faults) {
      super(store);
      this.faults = faults;
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      boolean blind = target.equals(B.object("o")) && faults.next(operation, target).isPresent();
      return blind ? fault(Kind.DENIED, operation) : call.get();
    }
  }

  private RunCounts goOn(ObjectStore store) throws IOException {
    try (RunJournal kept = openJournal()) {
      journal = kept;
      earlierRun = Optional.of(new EarlierRun(RUN_ID, 0));
      earlierUploads = kept.recovered().uploads();
      earlierNotes = kept.recovered().notes();
      return copy(store, "o");
    }
  }

  private RunJournal openJournal() throws IOException {
    return Journals.open(directory, HEADER);
  }
}
