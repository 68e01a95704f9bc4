package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ChecksumAlgorithm;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreOperation;
import org.junit.jupiter.api.Test;

/** A copy whose check sum the store tells. */
final class CheckSumTest extends CopyFlow {
  @Test
  void aCopyOfAnotherCheckSumIsMadeAgainOnceAndDoesNotStay() {
    profile = without(Ability.VERSIONS);
    put("big", 11 * MIB);

    RunCounts counts =
        copy(checkSummed(Map.of(A.object("big"), "17", B.object("big"), "4")), "big");

    assertThat(counts.objects().copied()).isZero();
    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report())
        .contains(
            "CRC-64/ECMA of the source is 0000000000000011 and that of its copy 0000000000000004",
            "CORRUPT",
            "was deleted");
    assertThat(counts.parts()).isEqualTo(6);
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
  }

  @Test
  void aCopyOfTheSameOrNoCheckSumIsProven() {
    put("same", 11 * MIB);
    put("unknown", 11 * MIB);

    RunCounts counts =
        copy(
            checkSummed(
                Map.of(A.object("same"), "17", B.object("same"), "17", A.object("unknown"), "17")),
            "same",
            "unknown");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(2);
  }

  private ObjectStore checkSummed(Map<ObjectLocation, String> crc64) {
    return new Scripted(memory()) {
      @Override
      protected <T> CompletionStage<T> around(
          StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
        return target instanceof ObjectLocation object
            ? call.get()
                .thenApply(answer -> withCrc64(answer, Optional.ofNullable(crc64.get(object))))
            : call.get();
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <T> T withCrc64(T answer, Optional<String> crc64) {
    return answer instanceof ObjectInfo info
        ? (T)
            new ObjectInfo(
                info.identity(),
                info.metadata(),
                info.traits(),
                ContentChecksums.of(
                    crc64.flatMap(text -> Checksum.decimal(ChecksumAlgorithm.CRC64_ECMA, text))))
        : answer;
  }
}
