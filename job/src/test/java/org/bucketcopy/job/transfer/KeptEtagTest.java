package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableListMultimap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadRecord;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectInspector;
import org.bucketcopy.planner.store.ObjectPart;
import org.bucketcopy.planner.store.ObjectPartsPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.junit.jupiter.api.Test;

/** Copies that are to have the ETags of their sources, whose parts decide them. */
class KeptEtagTest extends KeptEtagFlow {
  private final AtomicInteger partHeads = new AtomicInteger();
  private final AtomicInteger initiated = new AtomicInteger();

  /** Counts the looks at parts, and the uploads. */
  private class Counted extends Scripted {
    Counted() {
      super(memory());
    }

    @Override
    protected <T> CompletionStage<T> around(
        StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
      if (operation == StoreOperation.INITIATE) {
        initiated.incrementAndGet();
      }
      return call.get();
    }

    @Override
    public ObjectInspector inspector() {
      ObjectInspector inspector = super.inspector();
      return new ObjectInspector() {
        @Override
        public CompletionStage<ObjectInfo> info(ObjectLocation object, Optional<String> version) {
          return inspector.info(object, version);
        }

        @Override
        public CompletionStage<ObjectPart> part(
            ObjectLocation object, Optional<String> version, int partNumber) {
          partHeads.incrementAndGet();
          return inspector.part(object, version, partNumber);
        }

        @Override
        public CompletionStage<ObjectPartsPage> partsAfter(
            ObjectLocation object, Optional<String> version, int after) {
          return inspector.partsAfter(object, version, after);
        }
      };
    }
  }

  @Test
  void evenPartsTakeTwoLooks() {
    putParts("aws", 8, 8, 8, 3);
    putParts("exact", 8, 8, 8);

    RunCounts counts = copy(new Counted(), "aws", "exact");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(2);
    assertKept("aws", "exact");
    assertThat(partHeads).hasValue(4);
    assertThat(counts.proved()).isEqualTo(Map.of(Proof.ETAG, 2L));
  }

  @Test
  void anObjectOfOnePartIsCopiedAsOneHoweverSmallAndOneOfTwoTakesOneLook() {
    putParts("one", 3);
    putParts("larger one", 3_000);
    putParts("second larger", 5, 4_000);

    RunCounts counts = copy(new Counted(), "one", "larger one", "second larger");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(3);
    assertKept("one", "larger one", "second larger");
    assertThat(etag("one").value()).endsWith("-1");
    assertThat(partHeads).hasValue(3);
  }

  @Test
  void unevenPartsThatTheLastOneBetraysAreLookedAtOneByOne() {
    putParts("uneven", 8, 9, 10, 3);

    RunCounts counts = copy(new Counted(), "uneven");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertKept("uneven");
    assertThat(partHeads).hasValue(1 + 1 + 4);
    assertThat(initiated).hasValue(1);
  }

  @Test
  void unevenPartsThatOnlyTheETagBetraysAreCopiedAgainBeforeAnythingIsVisible() {
    putParts("sly", 8, 9, 7, 3);

    RunCounts counts =
        copy(
            new Counted() {
              @Override
              protected <T> CompletionStage<T> around(
                  StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
                if (operation == StoreOperation.INITIATE) {
                  assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
                }
                return super.around(operation, target, call);
              }
            },
            "sly");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertKept("sly");
    assertThat(partHeads).hasValue(2 + 4);
    assertThat(initiated).hasValue(2);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void anObjectOfOneCallIsCopiedByOneWhateverItsSize() {
    put("large", 4_000);

    RunCounts counts = copy(new Counted(), "large");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertKept("large");
    assertThat(initiated).hasValue(0);
  }

  @Test
  void oneThatIsTooLargeForThatFailsOrIsReported() {
    put("huge", 6_000);

    RunCounts refused = copy(memory(), "huge");
    etags = EtagRule.IF_POSSIBLE;
    RunCounts degraded = copy(memory(), "huge");

    assertThat(refused.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("--keep-etag if-possible");
    assertThat(degraded.objects().copied()).isEqualTo(1);
    assertThat(degraded.objects().degraded()).isEqualTo(1);
    assertThat(report()).contains("not that of its source");
  }

  @Test
  void partsThatTheStoreDoesNotTakeFailOrAreReported() {
    putParts("parts", 8, 8, 8);
    profile =
        new StoreProfile(
            "memory",
            new StoreLimits(2, 5, 5_000, 10_000, 5_000, 1024),
            MemoryStore.PROFILE.abilities());

    RunCounts refused = copy(memory(), "parts");
    etags = EtagRule.IF_POSSIBLE;
    RunCounts degraded = copy(memory(), "parts");

    assertThat(refused.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("it has 3 parts and the store takes 2");
    assertThat(degraded.objects().degraded()).isEqualTo(1);
  }

  @Test
  void aStoreThatDoesNotTellThePartsFailsTheObjectOrReportsIt() {
    putParts("parts", 8, 8, 8);
    profile = profile.without(Ability.PART_HEADS);

    RunCounts refused = copy(memory(), "parts");
    etags = EtagRule.IF_POSSIBLE;
    RunCounts degraded = copy(memory(), "parts");

    assertThat(refused.objects().failed()).isEqualTo(1);
    assertThat(degraded.objects().degraded()).isEqualTo(1);
    assertThat(service.keys(new ObjectPrefix(B, ""))).containsExactly("parts");
  }

  @Test
  void aCopyThatGetsAnotherETagIsTakenAwayOrReported() {
    putParts("parts", 8, 8, 3);
    profile = profile.without(Ability.COMPOSITE_ETAG);

    RunCounts refused = copy(memory(), "parts");

    assertThat(refused.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("not that of its source", "it was deleted");
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();

    etags = EtagRule.IF_POSSIBLE;
    RunCounts degraded = copy(memory(), "parts");

    assertThat(degraded.objects().copied()).isEqualTo(1);
    assertThat(degraded.objects().degraded()).isEqualTo(1);
  }

  @Test
  void aCopyByOneCallThatGetsAnotherETagIsTakenAwayOrReported() {
    put("small", 10);
    profile = profile.without(Ability.COMPOSITE_ETAG);

    RunCounts refused = copy(encrypting(), "small");

    assertThat(refused.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("its ETag is k, not that of its source", "it was deleted");
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();

    etags = EtagRule.IF_POSSIBLE;
    RunCounts degraded = copy(encrypting(), "small");

    assertThat(degraded.objects().copied()).isEqualTo(1);
    assertThat(degraded.objects().degraded()).isEqualTo(1);
  }

  @Test
  void oneThatHasReplacedAnObjectForGoodStays() {
    put("small", 10);
    service.put(B.object("small"), new byte[] {1}, METADATA);
    profile = profile.without(Ability.COMPOSITE_ETAG).without(Ability.VERSIONS);

    RunCounts refused = copy(encrypting(), "small");

    assertThat(refused.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("its ETag is k", "it was not deleted");
    assertThat(service.read(B.object("small"))).isEqualTo(service.read(A.object("small")));
  }

  private StoreDecorator encrypting() {
    return new Scripted(memory()) {
      @Override
      public CompletionStage<StoredObject> copyObject(ObjectCopy copy) {
        return super.copyObject(copy)
            .thenApply(
                made -> {
                  service.retag(copy.destination(), ETag.of("k"));
                  return new StoredObject(ETag.of("k"), made.versionId(), made.checksums());
                });
      }
    };
  }

  @Test
  void whatIsThereWithAnotherETagIsNoCopy() {
    putParts("parts", 8, 8, 3);
    service.put(B.object("parts"), service.read(A.object("parts")), METADATA);

    etags = EtagRule.IF_POSSIBLE;
    assertThat(copy(memory(), "parts").objects().skipped()).isEqualTo(1);
    etags = EtagRule.REQUIRED;
    assertThat(copy(memory(), "parts").objects().copied()).isEqualTo(1);

    assertKept("parts");
    assertThat(copy(memory(), "parts").objects().skipped()).isEqualTo(1);
  }

  @Test
  void checksumsOfCopiesAreHeldAgainstThoseOfTheirSources() {
    etags = EtagRule.ANY;
    profile =
        new StoreProfile(
            "memory",
            new StoreLimits(100, 5 * MIB, 5_000L * MIB, 5_000L * MIB, 5_000L * MIB, 1024),
            MemoryStore.PROFILE.abilities());
    put("big", 11 * MIB);

    RunCounts counts = copy(memory(), "big");

    assertThat(counts.proved()).isEqualTo(Map.of(Proof.CRC64NVME, 1L));
  }

  @Test
  void aServerThatRefusesTheChecksumIsAskedWithoutOnce() {
    etags = EtagRule.ANY;
    profile = MemoryStore.PROFILE;
    put("big", 11 * MIB);
    AtomicInteger refused = new AtomicInteger();

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              public CompletionStage<UploadHandle> initiate(UploadRequest request) {
                if (request.checksum().isPresent()) {
                  refused.incrementAndGet();
                  return fault(Kind.UNSUPPORTED, StoreOperation.INITIATE);
                }
                return super.initiate(request);
              }
            },
            "big");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().degraded()).isZero();
    assertThat(refused).hasValue(1);
  }

  /** Part 4 of the even layout has the size of that of the source, and other bytes. */
  @Test
  void anUploadIsResumedOnlyInTheSameParts() {
    putParts("uneven", 8, 9, 9, 8, 3);

    leave("uneven", new PartLayout(37, 8), 1, 4);
    assertThat(copy(memory(), "uneven").parts()).as("copied anew").isEqualTo(5);
    assertKept("uneven");
    assertThat(service.openUploads()).isEmpty();

    service.delete(B.object("uneven"));
    leave("uneven", PartLayout.of(List.of(8L, 9L, 9L, 8L, 3L)), 1, 4);
    assertThat(copy(memory(), "uneven").parts()).as("resumed").isEqualTo(3);
    assertKept("uneven");
  }

  @Test
  void unevenPartsThatAnEarlierDriverHasFoundAreNotSoughtAgain() {
    putParts("sly", 8, 9, 7, 3);
    leave("sly", PartLayout.of(List.of(8L, 9L, 7L, 3L)), 1, 4);

    RunCounts counts = copy(new Counted(), "sly");

    assertThat(counts.parts()).as("copied").isEqualTo(2);
    assertThat(initiated).hasValue(0);
    assertThat(partHeads).hasValue(2);
    assertKept("sly");
  }

  /** An upload of an earlier driver, which has got these parts. */
  private void leave(String key, PartLayout layout, int... numbers) {
    ObjectStore store = memory();
    ObjectIdentity identity =
        store.head(A.object(key), Optional.empty()).toCompletableFuture().join().identity();
    UploadToken token = freshToken();
    UploadHandle upload =
        store
            .initiate(
                new UploadRequest(B.object(key), token.addTo(METADATA), DestinationRule.REPLACE))
            .toCompletableFuture()
            .join();
    for (int number : numbers) {
      store
          .copyPart(
              new PartCopy(
                  upload, number, CopySource.of(A.object(key), identity), layout.range(number)))
          .toCompletableFuture()
          .join();
    }
    earlierRun = Optional.of(new EarlierRun(RUN_ID, 0));
    earlierUploads =
        ImmutableListMultimap.of(
            B.object(key),
            new UploadRecord(
                new SourceObject(A.object(key), identity, Optional.empty()),
                B.object(key),
                layout,
                upload.uploadId(),
                token.value()));
  }
}
