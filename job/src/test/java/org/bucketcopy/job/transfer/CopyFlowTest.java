package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.bucketcopy.job.journal.UploadToken;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.FaultScript;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadedPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of an object from plan to proof, with pumps on threads and a store in memory. */
final class CopyFlowTest extends CopyFlow {
  @Test
  void anObjectOfSeveralPartsArrivesWhole() {
    byte[] content = put("big", 23 * MIB);

    RunCounts counts = copy(memory(), "big");

    assertThat(service.read(B.object("big"))).isEqualTo(content);
    ObjectMetadata carried = head("big").metadata();
    assertThat(carried.headers()).isEqualTo(METADATA.headers());
    assertThat(UploadToken.without(carried.user())).isEqualTo(METADATA.user());
    assertThat(memory().tags(B.object("big"), Optional.empty()).toCompletableFuture().join())
        .isEqualTo(METADATA.tags());
    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().degraded()).isZero();
    assertThat(counts.parts()).isEqualTo(5);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void smallObjectsTakeOneCall() {
    byte[] content = put("small", 10);
    put("empty", 0);

    RunCounts counts = copy(memory(), "small", "empty");

    assertThat(service.read(B.object("small"))).isEqualTo(content);
    assertThat(service.read(B.object("empty"))).isEmpty();
    assertThat(counts.objects().copied()).isEqualTo(2);
    assertThat(counts.parts()).isZero();
  }

  @Test
  void aLostAnswerToCompleteIsSettledByLooking() {
    byte[] content = put("big", 11 * MIB);
    ScriptedFaults faults =
        new ScriptedFaults().then(StoreOperation.COMPLETE, InjectedFault.LOST_ANSWER);

    RunCounts counts = copy(new FaultyStore(memory(), faults), "big");

    assertThat(faults.calls(StoreOperation.COMPLETE)).isEqualTo(1);
    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
  }

  @Test
  void aCompleteThatDidNothingIsSentAgainAndAgain() {
    byte[] content = put("big", 11 * MIB);
    ScriptedFaults faults = new ScriptedFaults();
    for (int lost = 1; lost <= 5; lost++) {
      faults.then(StoreOperation.COMPLETE, InjectedFault.LOST_REQUEST);
    }

    RunCounts counts = copy(new FaultyStore(memory(), faults), "big");

    assertThat(faults.calls(StoreOperation.COMPLETE)).isEqualTo(6);
    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
  }

  @Test
  void anObjectOfTheSameSizeFromSomebodyElseIsNotTakenForOurs() {
    put("big", 11 * MIB);
    byte[] theirs = new byte[11 * MIB];
    FaultScript script =
        (operation, target) -> {
          if (operation != StoreOperation.COMPLETE) {
            return Optional.empty();
          }
          service.put(B.object("big"), theirs, ObjectMetadata.NONE);
          return Optional.of(InjectedFault.refused(Kind.UPLOAD_GONE));
        };

    RunCounts counts = copy(new FaultyStore(memory(), script), "big");

    assertThat(counts.objects().copied()).isZero();
    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(service.read(B.object("big"))).isEqualTo(theirs);
  }

  @Test
  void partsWhoseETagChangedAreTakenAsTheStoreListsThem() {
    byte[] content = put("big", 11 * MIB);

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              protected <T> CompletionStage<T> around(
                  StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
                return call.get().thenApply(CopyFlowTest::withAnotherETag);
              }
            },
            "big");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("big"))).isEqualTo(content);
  }

  @SuppressWarnings("unchecked")
  private static <T> T withAnotherETag(T answer) {
    return answer instanceof UploadedPart part && part.partNumber() == 1
        ? (T) new UploadedPart(1, ETag.of("an older one"), part.size())
        : answer;
  }

  @Test
  void aSourceThatChangesMidCopyIsRefusedEvenIfTheStoreIgnoresTheCondition() {
    profile = without(Ability.PART_COPY_IF_MATCH, Ability.VERSIONS);
    put("big", 23 * MIB);
    AtomicBoolean overwritten = new AtomicBoolean();
    FaultScript script =
        (operation, target) -> {
          if (operation == StoreOperation.COPY_PART && !overwritten.getAndSet(true)) {
            put("big", 23 * MIB);
          }
          return Optional.empty();
        };

    RunCounts counts = copy(new FaultyStore(memory(), script), "big");

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
    assertThat(service.openUploads()).isEmpty();
    assertThat(report()).contains("SOURCE_CHANGED");
  }

  /** ETag and size are those of the plan, and the parts in between are of another state. */
  @Test
  void aSourceThatIsOverwrittenAndPutBackInMidCopyIsRefused() {
    profile = without(Ability.PART_COPY_IF_MATCH, Ability.VERSIONS);
    byte[] content = put("big", 23 * MIB);
    AtomicInteger parts = new AtomicInteger();
    FaultScript script =
        (operation, target) -> {
          if (operation == StoreOperation.COPY_PART) {
            int part = parts.incrementAndGet();
            if (part == 2) {
              put("big", 23 * MIB);
            } else if (part == 4) {
              service.put(A.object("big"), content, METADATA);
            }
          }
          return Optional.empty();
        };

    RunCounts counts = copy(new FaultyStore(memory(), script), "big");

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
    assertThat(report()).contains("SOURCE_CHANGED");
  }

  /** One call copies one whole state, whichever that is. */
  @Test
  void aSmallSourceThatChangesAfterItWasListedIsCopiedAsItIsThen() {
    profile = without(Ability.COPY_OBJECT_IF_MATCH, Ability.VERSIONS);
    put("small", 100);
    AtomicReference<byte[]> changed = new AtomicReference<>(new byte[0]);
    FaultScript script =
        (operation, target) -> {
          if (operation == StoreOperation.COPY_OBJECT) {
            changed.set(put("small", 100));
          }
          return Optional.empty();
        };

    RunCounts counts = copy(new FaultyStore(memory(), script), "small");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("small"))).isEqualTo(changed.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 11 * MIB})
  void whatCameSinceTheListingIsNotReplacedThoughTheStoreDoesNotDecide(int size) {
    profile = without(Ability.COPY_OBJECT_IF_ABSENT, Ability.COMPLETE_IF_ABSENT);
    ifExists = IfExists.FAIL;
    put("o", size);
    byte[] theirs = {1, 2, 3};
    afterListing = () -> service.put(B.object("o"), theirs, ObjectMetadata.NONE);

    RunCounts counts = copy(memory(), "o");

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("ALREADY_EXISTS");
    assertThat(service.read(B.object("o"))).isEqualTo(theirs);
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void aFailedObjectIsAbortedAndTheOthersGoOn() {
    put("bad", 23 * MIB);
    byte[] good = put("good", 23 * MIB);

    RunCounts counts =
        copy(
            new Scripted(memory()) {
              @Override
              protected <T> CompletionStage<T> around(
                  StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
                boolean deny =
                    operation == StoreOperation.COPY_PART && target.equals(B.object("bad"));
                return deny ? fault(Kind.DENIED, operation) : call.get();
              }
            },
            "bad",
            "good");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(service.read(B.object("good"))).isEqualTo(good);
    assertThat(service.keys(new ObjectPrefix(B, ""))).containsExactly("good");
    assertThat(service.openUploads()).isEmpty();
    assertThat(report().lines())
        .singleElement()
        .asString()
        .contains("\"source\":\"s3://a/bad\"", "\"reason\":\"DENIED\"", "\"code\":\"Coded\"");
  }
}
