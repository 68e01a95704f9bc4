package org.bucketcopy.job.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.ContentHeader;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies of whole objects that carry other things than their sources do. */
final class OverriddenFlowTest extends CopyFlow {
  private static final ObjectMetadata GIVEN =
      ObjectMetadata.NONE
          .withHeaders(Map.of(ContentHeader.CONTENT_TYPE, "text/y"))
          .withUser(Map.of("name", "gr\u00f6\u00dfe"));

  private final ScriptedFaults faults = new ScriptedFaults();

  OverriddenFlowTest() {
    given = GIVEN;
  }

  private ObjectStore faulty() {
    return new FaultyStore(memory(), faults);
  }

  @Test
  void anObjectIsLookedAtOnceAndKeepsWhatIsNotGiven() {
    put("small", 10);

    RunCounts counts = copy(faulty(), "small");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().degraded()).isZero();
    assertThat(faults.calls(StoreOperation.HEAD_OBJECT)).isEqualTo(1);
    assertThat(head("small").metadata()).isEqualTo(METADATA.overriddenBy(GIVEN).withTags(Map.of()));
    assertThat(tags("small")).isEqualTo(METADATA.tags());
  }

  @Test
  void tagsAloneNeedNoLook() {
    given = ObjectMetadata.NONE.withTags(Map.of("a", "b"));
    put("small", 10);

    assertThat(copy(faulty(), "small").objects().copied()).as(report()).isEqualTo(1);

    assertThat(faults.calls(StoreOperation.HEAD_OBJECT)).isZero();
    assertThat(faults.calls(StoreOperation.READ_TAGS)).isZero();
    assertThat(tags("small")).isEqualTo(Map.of("a", "b"));
    assertThat(head("small").metadata()).isEqualTo(METADATA.withTags(Map.of()));
  }

  private Map<String, String> tags(String key) {
    return memory().tags(B.object(key), Optional.empty()).toCompletableFuture().join();
  }

  /** As it would be if it were copied by parts. */
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"INVALID", "DENIED"})
  void metadataThatTheStoreRefusesIsLeftOutAndReported(Kind kind) {
    service.put(A.object("small"), new byte[10], METADATA.withTags(Map.of()));
    faults.then(
        StoreOperation.COPY_OBJECT, InjectedFault.refused(kind), kind == Kind.DENIED ? 2 : 1);

    RunCounts counts = copy(faulty(), "small");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(counts.objects().degraded()).isEqualTo(1);
    assertThat(report())
        .contains("degraded", "user metadata \\\"name\\\" was not kept")
        .doesNotContain("tags were not kept");
    assertThat(head("small").metadata().user()).isEqualTo(METADATA.user());
    assertThat(head("small").metadata().headers())
        .isEqualTo(METADATA.overriddenBy(GIVEN).headers());
  }

  /** The store copies what it cannot show, but only together with the rest. */
  @Test
  void metadataThatCannotBeReadIsReported() {
    put("small", 10);
    ObjectStore store =
        new Scripted(memory()) {
          @Override
          public CompletionStage<ObjectInfo> head(
              ObjectLocation object, Optional<String> versionId) {
            return super.head(object, versionId)
                .thenApply(
                    info ->
                        new ObjectInfo(
                            info.identity(),
                            info.metadata(),
                            Set.of(ObjectTrait.UNREADABLE_METADATA),
                            info.checksums()));
          }
        };

    RunCounts counts = copy(store, "small");

    assertThat(counts.objects().degraded()).as(report()).isEqualTo(1);
    assertThat(report()).contains("some metadata cannot be read over HTTP");
  }

  /** What was read of one state is not given to the bytes of another. */
  @Test
  void aSourceThatChangesAfterTheLookIsNotMixed() {
    profile = without(Ability.COPY_OBJECT_IF_MATCH, Ability.VERSIONS);
    put("small", 10);
    ObjectStore store =
        new Scripted(memory()) {
          @Override
          public CompletionStage<StoredObject> copyObject(ObjectCopy copy) {
            put("small", 10);
            return super.copyObject(copy);
          }
        };

    RunCounts counts = copy(store, "small");

    assertThat(counts.objects().failed()).as(report()).isEqualTo(1);
    assertThat(report()).contains("SOURCE_CHANGED");
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
  }

  /** Ceph RGW 16 does with tags what it does with other metadata. */
  @Test
  void tagsAreWrittenWhereTheStoreDoesNotHeedWhatItIsToldOfThem() {
    profile = without(Ability.TAGGING_DIRECTIVE);
    put("small", 10);

    assertThat(copy(faulty(), "small").objects().degraded()).as(report()).isZero();
    assertThat(tags("small")).isEqualTo(METADATA.tags());

    given = ObjectMetadata.NONE.withTags(Map.of("a", "b"));
    ifExists = IfExists.OVERWRITE;
    assertThat(copy(faulty(), "small").objects().degraded()).as(report()).isZero();
    assertThat(tags("small")).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void tagsThatCannotBeWrittenThereAreReported() {
    profile = without(Ability.TAGGING_DIRECTIVE);
    put("small", 10);
    faults.then(StoreOperation.WRITE_TAGS, InjectedFault.refused(Kind.DENIED));

    assertThat(copy(faulty(), "small").objects().degraded()).isEqualTo(1);
    assertThat(report()).contains("tags were not kept: write the tags of");
  }

  @Test
  void aCopyThatMustHaveTagsDoesNotStayWithoutThemThere() {
    profile = without(Ability.TAGGING_DIRECTIVE);
    given = ObjectMetadata.NONE.withTags(Map.of("a", "b"));
    put("small", 10);
    faults.then(StoreOperation.WRITE_TAGS, InjectedFault.refused(Kind.DENIED));

    assertThat(copy(faulty(), "small").objects().failed()).isEqualTo(1);
    assertThat(report()).contains("DENIED", "--tag", "it was deleted");
    assertThat(service.keys(new ObjectPrefix(B, ""))).isEmpty();
  }

  /** It is the new one that is copied, with what it carries. */
  @Test
  void aSourceThatChangesBeforeTheLookIsCopiedAsItIsThen() {
    put("small", 10);
    afterListing =
        () ->
            service.put(A.object("small"), new byte[20], METADATA.withUser(Map.of("state", "new")));

    RunCounts counts = copy(memory(), "small");

    assertThat(counts.objects().copied()).as(report()).isEqualTo(1);
    assertThat(service.read(B.object("small"))).hasSize(20);
    assertThat(head("small").metadata().user())
        .containsEntry("state", "new")
        .containsEntry("name", "gr\u00f6\u00dfe");
  }

  @Test
  void aSourceThatIsGoneFails() {
    put("small", 10);
    afterListing = () -> service.delete(A.object("small"));

    assertThat(copy(memory(), "small").objects().failed()).isEqualTo(1);
    assertThat(report()).contains("NOT_FOUND");
  }
}
