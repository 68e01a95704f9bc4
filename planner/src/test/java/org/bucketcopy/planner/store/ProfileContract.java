package org.bucketcopy.planner.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.bucketcopy.planner.model.Bucket;
import org.junit.jupiter.api.Test;

/** What a store says about itself and its buckets. */
public interface ProfileContract extends ContractTest {
  /** Abilities that rest on a promise of the server. */
  Map<Ability, Promise> PROMISED =
      ImmutableMap.of(
          Ability.PUT_OBJECT_IF_ABSENT, Promise.PUT_OBJECT_IF_ABSENT,
          Ability.PART_COPY_IF_MATCH, Promise.PART_COPY_IF_MATCH,
          Ability.COPY_OBJECT_IF_MATCH, Promise.COPY_OBJECT_IF_MATCH,
          Ability.COMPLETE_IF_ABSENT, Promise.COMPLETE_IF_ABSENT,
          Ability.COPY_OBJECT_IF_ABSENT, Promise.COPY_OBJECT_IF_ABSENT,
          Ability.COMPOSITE_ETAG, Promise.COMPOSITE_ETAG,
          Ability.TAGS, Promise.TAGS,
          Ability.LEADING_SLASH_KEYS, Promise.LEADING_SLASH_KEYS);

  @Test
  default void profileClaimsNothingThatTheServerDoesNotKeep() {
    try (ObjectStore store = harness().open()) {
      for (Ability ability : store.profile().abilities()) {
        Promise promise = PROMISED.get(ability);
        assertThat(promise == null || harness().supports(promise))
            .as("%s is claimed but not kept", ability)
            .isTrue();
      }
    }
  }

  @Test
  default void instancesOfOneServerNameOneService() {
    try (ObjectStore first = harness().open();
        ObjectStore second = harness().open()) {
      assertThat(first.profile()).isEqualTo(second.profile());
    }
  }

  @Test
  default void bucketIsThere() {
    Bucket bucket = harness().source().bucket();
    try (ObjectStore store = harness().open()) {
      assertThat(Calls.done(store.bucket(bucket)).bucket()).isEqualTo(bucket);
    }
  }

  @Test
  default void bucketIsNotThere() {
    Bucket absent = new Bucket(harness().source().bucket().scheme(), "no-such-bucket-3f1b0c77");
    try (ObjectStore store = harness().open()) {
      assertThat(Calls.fault(store.bucket(absent)).kind()).isEqualTo(StoreFault.Kind.NOT_FOUND);
    }
  }
}
