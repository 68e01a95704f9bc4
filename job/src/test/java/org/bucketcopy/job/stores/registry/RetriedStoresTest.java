package org.bucketcopy.job.stores.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.stores.CopyTerms;
import org.bucketcopy.job.stores.RightsLanguage;
import org.bucketcopy.job.stores.StoreOpener;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.job.stores.registry.StoreRegistry.StoreKind;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.pace.BucketLoad;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.RetryPolicy;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetriedStoresTest {
  private final Configuration configuration = new Configuration(false);
  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final List<Optional<String>> moods = new ArrayList<>();
  private final Set<Ability> abilities = EnumSet.noneOf(Ability.class);
  private final StoreOpener opener =
      new StoreOpener() {
        @Override
        public CopyTerms terms(StoreSettings settings) {
          return new CopyTerms(Optional.empty(), /* opaqueEtags= */ false, List.of());
        }

        @Override
        public Map<String, String> location(Bucket bucket, StoreSettings settings) {
          return Map.of("endpoint", settings.text("endpoint").orElse("anywhere " + ++located));
        }

        @Override
        public RightsLanguage rights(StoreSettings settings) {
          throw new UnsupportedOperationException("nobody asks");
        }

        @Override
        public ObjectStore open(Bucket bucket, StoreSettings settings, int connections) {
          return RetriedStoresTest.this.open(bucket, settings, connections);
        }
      };
  private int located;
  private final StoreRegistry registry =
      new StoreRegistry(
          configuration,
          7,
          ImmutableMap.of(
              "aa", new StoreKind("family", opener), "bb", new StoreKind("other", opener)));
  private final RetriedStores stores =
      new RetriedStores(registry, RetryPolicy.ofRetries(0), bucket -> false, RealMachine.MACHINE);

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aBucketIsOpenedOnceWithItsOwnSettings() {
    configuration.set("fs.family.bucket.one.endpoint", "E1");
    configuration.set("fs.other.endpoint", "E2");

    ObjectStore first = stores.of(new Bucket("aa", "one"));

    assertThat(stores.of(new Bucket("aa", "one"))).isSameAs(first);
    assertThat(stores.of(new Bucket("bb", "one"))).isNotSameAs(first);
    assertThat(opened).containsExactly("aa://one E1 7", "bb://one E2 7");
  }

  @Test
  void aBucketIsLocatedOnceAndItsLocationLeadsOthersThere() {
    Bucket bucket = new Bucket("aa", "one");

    stores.of(bucket);
    BucketLocation location = stores.location(bucket);
    StoreRegistry elsewhere =
        new StoreRegistry(
            location.in(configuration), 7, Map.of("aa", new StoreKind("family", opener)));
    elsewhere.open(bucket);

    assertThat(location).hasToString("endpoint=anywhere 1");
    assertThat(elsewhere.location(bucket)).isEqualTo(location);
    assertThat(opened).containsExactly("aa://one anywhere 1 7", "aa://one anywhere 1 7");
  }

  @Test
  void closingClosesEveryStore() {
    stores.of(new Bucket("aa", "one"));
    stores.of(new Bucket("bb", "two"));

    stores.close();
    stores.close();

    assertThat(closed).containsExactlyInAnyOrder("aa://one", "bb://two");
    assertThatIllegalStateException().isThrownBy(() -> stores.of(new Bucket("aa", "three")));
  }

  @Test
  void whatAStoreLacksIsNotInItsProfileFromThenOn() {
    Bucket one = new Bucket("aa", "one");
    abilities.add(Ability.PART_COPY_IF_MATCH);
    abilities.add(Ability.SOURCE_CONDITIONS);
    ObjectStore before = stores.of(one);

    stores.lacks(one, Ability.PART_COPY_IF_MATCH);

    assertThat(before.profile().can(Ability.PART_COPY_IF_MATCH)).isTrue();
    assertThat(stores.of(one).profile().can(Ability.PART_COPY_IF_MATCH)).isFalse();
    assertThat(stores.of(one).profile().can(Ability.SOURCE_CONDITIONS)).isTrue();
    stores.close();
    assertThat(closed).containsExactly("aa://one");
  }

  @Test
  void aStoreIsOpenedAsIfASettingWereNotThereAndClosedWithTheOthers() {
    Bucket one = new Bucket("aa", "one");
    configuration.set("fs.family.bucket.one.endpoint", "E1");
    configuration.set("fs.family.mood", "odd");

    stores.of(one);
    stores.without(one, Set.of("mood"));
    stores.close();

    assertThat(moods).containsExactly(Optional.of("odd"), Optional.empty());
    assertThat(closed).containsExactly("aa://one", "aa://one");
  }

  @Test
  void eachPacedBucketPaysForItsOwnRequests() {
    Bucket one = new Bucket("aa", "one");
    Bucket two = new Bucket("bb", "two");
    try (RetriedStores paced =
        new RetriedStores(
            registry, RetryPolicy.ofRetries(0), bucket -> true, RealMachine.MACHINE)) {
      paced.of(one);
      paced.of(two).bucket(two);
      paced.of(two).bucket(two);

      assertThat(paced.pacers().report())
          .containsEntry(one, BucketLoad.NONE)
          .containsEntry(two, new BucketLoad(2, 0, 0))
          .hasSize(2);
    }
  }

  @Test
  void anUnknownSchemeIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stores.of(new Bucket("cc", "one")))
        .withMessageContaining("cc://one")
        .withMessageContaining("aa://, bb://");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new StoreRegistry(configuration, 1, RealMachine.MACHINE)
                    .open(new Bucket("cc", "one")))
        .withMessageContaining("s3://");
  }

  private ObjectStore open(Bucket bucket, StoreSettings settings, int connections) {
    opened.add(bucket + " " + settings.text("endpoint").orElse("none") + " " + connections);
    moods.add(settings.text("mood"));
    StoreProfile profile = new StoreProfile("memory", StoreLimits.S3, abilities);
    return new StoreDecorator(new MemoryStore(new MemoryService(), profile, 10)) {
      @Override
      protected <T> CompletionStage<T> around(
          StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
        return call.get();
      }

      @Override
      public void close() {
        closed.add(bucket.toString());
      }
    };
  }
}
