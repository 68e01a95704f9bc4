package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.FaultyStore;
import org.bucketcopy.planner.store.InjectedFault;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.ScriptedFaults;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of tags on the way from plan to proof. */
final class TagFlowTest extends CopyFlow {
  private final ScriptedFaults faults = new ScriptedFaults();

  private ObjectStore faulty() {
    return new FaultyStore(memory(), faults);
  }

  private Map<String, String> tags(String key) {
    return memory().tags(B.object(key), Optional.empty()).toCompletableFuture().join();
  }

  @Test
  void aRefusedCopyIsMadeWithoutTags() {
    put("small", 10);
    faults.then(StoreOperation.COPY_OBJECT, InjectedFault.refused(Kind.DENIED));

    RunCounts counts = copy(faulty(), "small");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().degraded()).isEqualTo(1);
    assertThat(report()).contains("\"outcome\":\"degraded\"", "tags were not kept");
    assertThat(tags("small")).isEmpty();
    assertThat(faults.calls(StoreOperation.COPY_OBJECT)).isEqualTo(2);
  }

  @Test
  void anObjectWithoutTagsHasLostNone() {
    service.put(A.object("small"), new byte[10], METADATA.withTags(Map.of()));
    faults.then(StoreOperation.COPY_OBJECT, InjectedFault.refused(Kind.DENIED));

    RunCounts counts = copy(faulty(), "small");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().degraded()).isZero();
    assertThat(report()).isEmpty();
  }

  @Test
  void aCopyThatIsRefusedAnywayIsMadeWithoutTagsOnce() {
    put("small", 10);
    faults.then(StoreOperation.COPY_OBJECT, InjectedFault.refused(Kind.DENIED), 5);

    RunCounts counts = copy(faulty(), "small");

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(faults.calls(StoreOperation.COPY_OBJECT)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = TagRule.class,
      names = {"REQUIRED", "NONE"})
  void aRefusedCopyIsRefusedUnlessTagsMayBeLost(TagRule rule) {
    put("small", 10);
    tags = rule;
    faults.then(StoreOperation.COPY_OBJECT, InjectedFault.refused(Kind.DENIED));

    assertThat(copy(faulty(), "small").objects().failed()).isEqualTo(1);
    assertThat(faults.calls(StoreOperation.COPY_OBJECT)).isEqualTo(1);
  }

  @Test
  void anInitiateThatIsRefusedForOtherThingsIsRefusedOnce() {
    service.put(A.object("big"), new byte[11 * MIB], METADATA.withTags(Map.of()));
    faults.then(StoreOperation.INITIATE, InjectedFault.refused(Kind.DENIED));

    assertThat(copy(faulty(), "big").objects().failed()).isEqualTo(1);
    assertThat(faults.calls(StoreOperation.INITIATE)).isEqualTo(1);
  }

  /** Many servers refuse headers that they do not know. */
  @Test
  void aStoreWithoutTagsNeedNotKnowHowACopyIsToHaveNone() {
    put("small", 10);
    tags = TagRule.NONE;
    faults.then(StoreOperation.COPY_OBJECT, InjectedFault.refused(Kind.UNSUPPORTED));
    faults.then(StoreOperation.READ_TAGS, InjectedFault.refused(Kind.UNSUPPORTED));

    RunCounts counts = copy(faulty(), "small");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().degraded()).isZero();
    assertThat(faults.calls(StoreOperation.COPY_OBJECT)).isEqualTo(2);
  }

  @Test
  void aCopyThatIsRefusedWithAndWithoutTagsIsGivenUp() {
    put("small", 10);
    faults.then(StoreOperation.COPY_OBJECT, InjectedFault.refused(Kind.DENIED));
    faults.then(StoreOperation.COPY_OBJECT, InjectedFault.refused(Kind.UNSUPPORTED));
    faults.then(StoreOperation.READ_TAGS, InjectedFault.refused(Kind.UNSUPPORTED));

    assertThat(copy(faulty(), "small").objects().failed()).isEqualTo(1);
    assertThat(faults.calls(StoreOperation.COPY_OBJECT)).isEqualTo(2);
  }

  @Test
  void aStoreWithTagsMustKnowHowACopyIsToHaveNone() {
    put("small", 10);
    tags = TagRule.NONE;
    faults.then(StoreOperation.COPY_OBJECT, InjectedFault.refused(Kind.UNSUPPORTED));

    RunCounts counts = copy(faulty(), "small");

    assertThat(counts.objects().failed()).as(report()).isEqualTo(1);
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
  }

  /** A store that drops the tags given at Initiate. */
  private static ObjectStore forgetful(ObjectStore store) {
    return new StoreDecorator(store) {
      @Override
      protected <T> CompletionStage<T> around(
          StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
        return call.get();
      }

      @Override
      public CompletionStage<UploadHandle> initiate(UploadRequest request) {
        return super.initiate(
            new UploadRequest(
                request.destination(), request.metadata().withTags(Map.of()), request.rule()));
      }
    };
  }

  @Test
  void tagsThatTheStoreDropsAreWritten() {
    put("big", 11 * MIB);

    RunCounts counts = copy(forgetful(faulty()), "big");

    assertThat(counts.objects().degraded()).as(report()).isZero();
    assertThat(tags("big")).isEqualTo(METADATA.tags());
  }

  @Test
  void tagsAreWrittenWhereTheyCannotBeLookedAt() {
    put("big", 11 * MIB);
    ObjectStore store =
        new FaultyStore(
            memory(),
            (operation, target) ->
                operation == StoreOperation.READ_TAGS && isIn(B.name(), target)
                    ? Optional.of(InjectedFault.refused(Kind.DENIED))
                    : Optional.empty());

    RunCounts counts = copy(forgetful(store), "big");

    assertThat(counts.objects().degraded()).as(report()).isZero();
    assertThat(tags("big")).isEqualTo(METADATA.tags());
  }

  private static boolean isIn(String bucket, Object target) {
    return target instanceof ObjectLocation object && object.bucket().name().equals(bucket);
  }

  @Test
  void aCopyWithoutTagsThatAreRequiredDoesNotStay() {
    put("big", 11 * MIB);
    tags = TagRule.REQUIRED;
    faults.then(StoreOperation.WRITE_TAGS, InjectedFault.refused(Kind.DENIED));

    RunCounts counts = copy(forgetful(faulty()), "big");

    assertThat(counts.objects().failed()).isEqualTo(1);
    assertThat(report()).contains("--tags required", "it was deleted");
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
    assertThat(service.openUploads()).isEmpty();
  }

  @Test
  void aCopyWhoseTagsMayBeLostStays() {
    put("big", 11 * MIB);
    faults.then(StoreOperation.WRITE_TAGS, InjectedFault.refused(Kind.DENIED));

    RunCounts counts = copy(forgetful(faulty()), "big");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().degraded()).isEqualTo(1);
    assertThat(report()).contains("tags were not kept: write the tags of");
  }
}
