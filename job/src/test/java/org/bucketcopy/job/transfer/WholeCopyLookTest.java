package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.dispatch.WorkQueue;
import org.bucketcopy.job.journal.UploadJournal;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.transfer.WholeCopyLook.Seen;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.CopyRules;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.HeadsAlone;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectInspector;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;

/** What a look at a copy says, and above all what it may be deleted for. */
final class WholeCopyLookTest {
  private static final ObjectLocation FROM = new Bucket("s3", "from").object("k");
  private static final ObjectLocation TO = new Bucket("s3", "to").object("k");
  private static final String ONE = "0cc175b9c0f1b6a831c399e269772661";
  private static final String OTHER = "92eb5ffee6ae2fec3ad71c777531578f";

  private final Map<ObjectLocation, ObjectInfo> there = new HashMap<>();

  /** What a look at anything else finds. */
  private Kind absence = Kind.NOT_FOUND;

  @Test
  void aCopyThatItsAnswerNamesIsOursToDelete() {
    there.putAll(Map.of(FROM, info(ONE), TO, info(OTHER)));

    Seen seen = look(Set.of(Ability.COMPOSITE_ETAG), made(Optional.of(OTHER), true));

    assertThat(seen).isInstanceOf(Seen.Wrong.class);
    assertThat(((Seen.Wrong) seen).fault().kind()).isEqualTo(Kind.CORRUPT);
    assertThat(((Seen.Wrong) seen).ours()).isTrue();
  }

  @Test
  void whatIsThereWhenTheAnswerNamedNothingMayBeSomebodyElses() {
    there.putAll(Map.of(FROM, info(ONE), TO, info(OTHER)));

    Seen seen = look(Set.of(Ability.COMPOSITE_ETAG), made(Optional.empty(), true));

    assertThat(((Seen.Wrong) seen).ours()).isFalse();
  }

  @Test
  void theCopyOfASourceThatIsGoneStays() {
    there.put(TO, info(OTHER));

    Seen seen = look(Set.of(), made(Optional.of(OTHER), false));

    assertThat(seen).isInstanceOf(Seen.Unknown.class);
    assertThat(((Seen.Unknown) seen).fault().kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void aCopyOfAnotherStateThanWasPlannedIsWrong() {
    there.putAll(Map.of(FROM, info("other state"), TO, info(OTHER)));

    Seen seen = look(Set.of(), made(Optional.of(OTHER), false));

    assertThat(((Seen.Wrong) seen).fault().kind()).isEqualTo(Kind.SOURCE_CHANGED);
  }

  @Test
  void eTagsThatLookLikeDigestsAreNoneWhereTheStoreIsNotKnownForThem() {
    there.putAll(Map.of(FROM, info(ONE), TO, info(OTHER)));

    Seen seen = look(Set.of(), made(Optional.of(OTHER), false));

    assertThat(seen).isEqualTo(new Seen.Right(ETag.of(OTHER), Proof.ANSWER));
  }

  @Test
  void aChecksumInTheAnswerIsHeldAgainstThatOfTheSourceAlone() {
    there.put(FROM, info(ONE, 7));
    StoredObject same =
        new StoredObject(Optional.of(ETag.of(OTHER)), Optional.empty(), crc(7), true);

    assertThat(look(Set.of(), same)).isEqualTo(new Seen.Right(ETag.of(OTHER), Proof.CRC64NVME));
  }

  @Test
  void aChecksumThatIsAnotherOneIsLookedAtAgain() {
    there.putAll(Map.of(FROM, info(ONE, 7), TO, info(OTHER, 8)));
    StoredObject other =
        new StoredObject(Optional.of(ETag.of(OTHER)), Optional.empty(), crc(8), true);

    Seen seen = look(Set.of(), other);

    assertThat(((Seen.Wrong) seen).fault().kind()).isEqualTo(Kind.CORRUPT);
    assertThat(((Seen.Wrong) seen).ours()).isTrue();
  }

  @Test
  void aChecksumThatNobodyMayCompareIsNoReasonToFail() {
    StoredObject made =
        new StoredObject(Optional.of(ETag.of(OTHER)), Optional.empty(), crc(8), true);
    absence = Kind.DENIED;

    assertThat(look(Set.of(), made)).isEqualTo(new Seen.Right(ETag.of(OTHER), Proof.ANSWER));
  }

  @Test
  void anAnswerThatNothingCanBeHeldAgainstIsTrusted() {
    there.put(FROM, info(ONE));
    StoredObject made =
        new StoredObject(Optional.of(ETag.of(OTHER)), Optional.empty(), crc(8), true);

    assertThat(look(Set.of(), made)).isEqualTo(new Seen.Right(ETag.of(OTHER), Proof.ANSWER));
  }

  private static ContentChecksums crc(long value) {
    return ContentChecksums.of(Optional.of(Checksum.crc(ChecksumAlgorithm.CRC64_NVME, value)));
  }

  private static ObjectInfo info(String etag, long crc) {
    return new ObjectInfo(identity(etag), ObjectMetadata.NONE, Set.of(), crc(crc));
  }

  private static StoredObject made(Optional<String> etag, boolean conditional) {
    return new StoredObject(
        etag.map(ETag::of), Optional.empty(), ContentChecksums.NONE, conditional);
  }

  private Seen look(Set<Ability> more, StoredObject made) {
    Set<Ability> abilities =
        Sets.union(
            Sets.difference(MemoryStore.PROFILE.abilities(), Set.of(Ability.COMPOSITE_ETAG)), more);
    ObjectStore store = new Looked(abilities);
    ListedObject listed = new ListedObject("k", identity(ONE), Optional.empty());
    CopyPair pair = SourceObject.of(FROM.bucket(), listed).to(TO, Optional.empty());
    ObjectCopy copy =
        new ObjectCopy(
            new CopySource(FROM, ETag.of(ONE), Optional.empty()),
            TO,
            Optional.empty(),
            DestinationRule.REPLACE);
    WholeObjects owner =
        new WholeObjects(
            new StorePair(store, store),
            new CopyRules(IfExists.OVERWRITE, TagRule.IF_ALLOWED),
            new TransferRun(
                CopyFlow::freshToken,
                new WorkQueue(),
                UploadJournal.NONE,
                new Results(new Report(Optional.empty()), failed -> {}, defect -> {}),
                RealMachine.TIMER));
    return new WholeCopyLook(new StorePair(store, store))
        .at(
            new WholeObject(owner, pair, copy, WantedMetadata.OF_SOURCE, /* repeated= */ false),
            made)
        .toCompletableFuture()
        .join();
  }

  private static ObjectIdentity identity(String etag) {
    return new ObjectIdentity(ETag.of(etag), Optional.empty(), 1, 1000);
  }

  private static ObjectInfo info(String etag) {
    return new ObjectInfo(identity(etag), ObjectMetadata.NONE, Set.of(), ContentChecksums.NONE);
  }

  private final class Looked extends StoreDecorator {
    private final ImmutableMap<ObjectLocation, ObjectInfo> objects = ImmutableMap.copyOf(there);

    Looked(Set<Ability> abilities) {
      super(
          new MemoryStore(
              new MemoryService(),
              new StoreProfile("memory", MemoryStore.PROFILE.limits(), abilities),
              10));
    }

    @Override
    public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
      return Optional.ofNullable(objects.get(object))
          .map(CompletableFuture::completedStage)
          .orElseGet(
              () ->
                  CompletableFuture.failedStage(
                      new StoreException(
                          StoreFault.found(
                              absence, StoreOperation.HEAD_OBJECT, object, "not to be seen"))));
    }

    @Override
    public ObjectInspector inspector() {
      return new HeadsAlone(this, super.inspector());
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      return call.get();
    }
  }
}
