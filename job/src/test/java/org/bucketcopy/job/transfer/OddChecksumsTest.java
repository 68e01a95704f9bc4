package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartsPage;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checksums of copies that a store refuses, ignores, or gives in odd ways. */
class OddChecksumsTest extends CopyFlow {
  private static final Checksum WRONG = Checksum.crc(ChecksumAlgorithm.CRC64_NVME, 7);

  private final AtomicInteger initiated = new AtomicInteger();
  private final AtomicInteger named = new AtomicInteger();

  /** Counts uploads, and Completes that name checksums. */
  private class Counted extends Scripted {
    Counted() {
      super(memory());
    }

    @Override
    public CompletionStage<UploadHandle> initiate(UploadRequest request) {
      initiated.incrementAndGet();
      return super.initiate(request);
    }

    @Override
    public CompletionStage<StoredObject> complete(UploadCompletion completion) {
      boolean summed = completion.parts().stream().anyMatch(part -> part.checksum().isPresent());
      named.addAndGet(summed ? 1 : 0);
      return super.complete(completion);
    }
  }

  @BeforeEach
  void putOne() {
    put("big", 11 * MIB);
  }

  private void assertCopied(RunCounts counts) {
    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().degraded()).isZero();
    assertThat(service.read(B.object("big"))).isEqualTo(service.read(A.object("big")));
    assertThat(service.openUploads()).isEmpty();
    assertThat(defects).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"INVALID", "CORRUPT"})
  void aCompleteThatIsRefusedForThemIsMadeOnceMoreWithout(Kind kind) {
    RunCounts counts =
        copy(
            new Counted() {
              @Override
              public CompletionStage<StoredObject> complete(UploadCompletion completion) {
                return completion.parts().stream().anyMatch(part -> part.checksum().isPresent())
                    ? fault(kind, StoreOperation.COMPLETE)
                    : super.complete(completion);
              }
            },
            "big");

    assertCopied(counts);
    assertThat(initiated).hasValue(2);
  }

  @Test
  void oneThatIsRefusedForAnotherReasonFailsAfterTwo() {
    RunCounts counts =
        copy(
            new Counted() {
              @Override
              public CompletionStage<StoredObject> complete(UploadCompletion completion) {
                return fault(Kind.INVALID, StoreOperation.COMPLETE);
              }
            },
            "big");

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(initiated).hasValue(2);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void whatNobodyHasAskedForIsNotNamed() {
    RunCounts counts =
        copy(
            new Counted() {
              @Override
              public CompletionStage<UploadHandle> initiate(UploadRequest request) {
                return request.checksum().isPresent()
                    ? fault(Kind.INVALID, StoreOperation.INITIATE)
                    : super.initiate(request);
              }

              @Override
              public CompletionStage<UploadedPart> copyPart(PartCopy copy) {
                return super.copyPart(copy).thenApply(part -> part.with(WRONG));
              }
            },
            "big");

    assertCopied(counts);
    assertThat(named).hasValue(0);
  }

  @Test
  void whereCopiesHaveNoneThoseOfListedPartsAreNotNamed() {
    profile = without(Ability.COPY_CHECKSUMS);
    ObjectStore store =
        new Counted() {
          @Override
          public CompletionStage<PartsPage> partsAfter(UploadHandle upload, int partNumber) {
            return super.partsAfter(upload, partNumber)
                .thenApply(
                    page ->
                        new PartsPage(
                            page.parts().stream().map(part -> part.with(WRONG)).toList(),
                            page.next()));
          }

          @Override
          public CompletionStage<StoredObject> complete(UploadCompletion completion) {
            return named.get() == 0 && completions.getAndIncrement() == 0
                ? fault(Kind.INVALID_PART, StoreOperation.COMPLETE)
                : super.complete(completion);
          }

          private final AtomicInteger completions = new AtomicInteger();
        };

    RunCounts counts = copy(store, "big");

    assertCopied(counts);
    assertThat(named).hasValue(0);
    assertThat(initiated).hasValue(1);
  }
}
