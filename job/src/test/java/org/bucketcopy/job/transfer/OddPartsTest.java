package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ascii;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.EtagRule;
import org.bucketcopy.planner.store.ObjectInspector;
import org.bucketcopy.planner.store.ObjectPart;
import org.bucketcopy.planner.store.ObjectPartsPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that are to have the ETags of their sources, where stores say odd things of these. */
class OddPartsTest extends KeptEtagFlow {
  private final AtomicInteger looks = new AtomicInteger();

  /** Says of parts what a test wants. */
  private ObjectStore telling(UnaryOperator<ObjectPart> change) {
    return new Scripted(memory()) {
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
            looks.incrementAndGet();
            return inspector.part(object, version, partNumber).thenApply(change);
          }

          @Override
          public CompletionStage<ObjectPartsPage> partsAfter(
              ObjectLocation object, Optional<String> version, int after) {
            return inspector.partsAfter(object, version, after);
          }
        };
      }
    };
  }

  private static ObjectPart of(ObjectPart part, long first, long last) {
    return new ObjectPart(
        part.etag(), part.partNumber(), part.partCount(), new ByteRange(first, last));
  }

  /** With both rules: the object fails, or its copy is reported. */
  private void failsOrIsReported(ObjectStore store, String key) {
    RunCounts refused = copy(store, key);
    assertThat(refused.objects().failed()).as(report()).isEqualTo(1);
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();

    etags = EtagRule.IF_POSSIBLE;
    RunCounts degraded = copy(store, key);

    assertThat(degraded.objects().copied()).as(report()).isEqualTo(1);
    assertThat(degraded.objects().degraded()).isEqualTo(1);
    assertThat(service.read(B.object(key))).isEqualTo(service.read(A.object(key)));
    assertThat(service.openUploads()).isEmpty();
    assertThat(defects).isEmpty();
    assertThat(report()).doesNotContain("DEFECT", "Exception");
  }

  @Test
  void anotherETagOfAPartIsNoReasonToFailWhereTheETagMayBeAnother() {
    putParts("parts", 8, 8, 8);

    failsOrIsReported(
        telling(
            part ->
                new ObjectPart(
                    ETag.of("of the part"), part.partNumber(), part.partCount(), part.range())),
        "parts");
  }

  @Test
  void rangesThatDoNotMakeTheObjectAreNotUsed() {
    putParts("parts", 8, 8, 8);

    failsOrIsReported(telling(part -> of(part, 0, 0)), "parts");
  }

  @Test
  void aFirstPartThatIsLongerThanAnyObjectIsNotUsed() {
    putParts("parts", 8, 8, 8);

    failsOrIsReported(telling(part -> of(part, 0, Long.MAX_VALUE - 2)), "parts");
  }

  @Test
  void partsThatBeginElsewhereAreNotUsed() {
    putParts("two", 8, 8);

    failsOrIsReported(telling(part -> of(part, 3, 10)), "two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdef0123456789abcdef-0",
        "0123456789abcdef0123456789abcdef-00003",
        "0123456789abcdef0123456789abcdef-101",
        "0123456789abcdef0123456789abcdef-999999999",
        "0123456789abcdef0123456789abcdef-9999999999",
        "0123456789abcdef0123456789abcdef-4",
        "0123456789abcdef0123456789abcdef-",
        "-3",
        "x"
      })
  void oddETagsAreNotKept(String odd) {
    putParts("parts", 8, 8, 8);
    service.retag(A.object("parts"), ETag.of(odd));

    failsOrIsReported(telling(part -> part), "parts");

    assertThat(looks.get()).isLessThan(5);
  }

  @Test
  void nobodyAsksForMorePartsThanAnObjectMayHave() {
    putParts("parts", 8, 8, 8);
    ETag odd = ETag.of("0123456789abcdef0123456789abcdef-9999");
    service.retag(A.object("parts"), odd);

    failsOrIsReported(
        telling(part -> new ObjectPart(odd, part.partNumber(), 9_999, part.range())), "parts");

    assertThat(looks).hasValue(0);
  }

  @Test
  void anEmptyObjectOfOnePartIsReported() {
    put("empty", 0);
    service.retag(A.object("empty"), ETag.of("59adb24ef3cdbe0297f05b395827453f-1"));

    failsOrIsReported(telling(part -> part), "empty");

    assertThat(looks).hasValue(0);
  }

  @Test
  void upperCaseIsTheSameETag() {
    putParts("parts", 8, 8, 3);
    service.retag(A.object("parts"), ETag.of(Ascii.toUpperCase(etag("parts").value())));

    RunCounts counts = copy(memory(), "parts");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertKept("parts");
  }

  @Test
  void onlySourcesOfWhichNoRangeIsTakenAreNamedWithoutOne() {
    putParts("small", 3);
    putParts("large", 3_000);
    List<Boolean> whole = new CopyOnWriteArrayList<>();

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              public CompletionStage<UploadedPart> copyPart(PartCopy copy) {
                whole.add(copy.whole());
                return super.copyPart(copy);
              }
            },
            "small",
            "large");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(2);
    assertThat(whole).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aWrongChecksumIsNothingAgainstTheETagOfTheSource() {
    putParts("parts", 8, 8, 3);
    Checksum wrong = Checksum.crc(ChecksumAlgorithm.CRC64_NVME, 7);

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> id) {
                return OddPartsTest.this
                    .memory()
                    .inspector()
                    .info(object, id)
                    .thenApply(info -> object.bucket().equals(A) ? with(info, wrong) : info);
              }
            },
            "parts");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.proved()).isEqualTo(Map.of(Proof.ETAG, 1L));
    assertKept("parts");
  }

  private static ObjectInfo with(ObjectInfo info, Checksum checksum) {
    return new ObjectInfo(
        info.identity(),
        info.metadata(),
        info.traits(),
        ContentChecksums.of(Optional.of(checksum)));
  }
}
