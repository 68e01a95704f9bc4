package org.bucketcopy.planner.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.MetadataLimits;
import org.bucketcopy.planner.store.StorageClasses;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreProfile;
import org.junit.jupiter.api.Test;

class MetadataFitTest {
  private static StoreProfile store(Set<Ability> abilities) {
    return new StoreProfile(
        "s", StoreLimits.S3, abilities, StorageClasses.UNKNOWN, new MetadataLimits(2048, 2));
  }

  private static ObjectMetadata carrying(Map<String, String> user, Map<String, String> tags) {
    return new ObjectMetadata(Map.of(), user, tags, Optional.empty());
  }

  @Test
  void whatFitsIsKeptAsItIs() {
    ObjectMetadata wanted = carrying(Map.of("a", "b"), Map.of("c", "d", "e", "f"));

    MetadataFit fit = MetadataFit.of(wanted, ObjectMetadata.NONE, store(Set.of(Ability.TAGS)));

    assertThat(fit.fitting()).isEqualTo(wanted);
    assertThat(fit.losses()).isEmpty();
  }

  @Test
  void ofTooMuchTheRestIsNamed() {
    Map<String, String> user = new HashMap<>();
    user.put("a", "x".repeat(1900));
    user.put("b", "\u4e2d".repeat(10));
    user.put("c", "12");
    user.put(ObjectMetadata.UPLOAD_TOKEN, "run/token");
    ObjectMetadata wanted = carrying(user, Map.of("t1", "", "t2", "", "t3", ""));

    MetadataFit fit = MetadataFit.of(wanted, ObjectMetadata.NONE, store(Set.of(Ability.TAGS)));

    assertThat(fit.fitting().user()).containsOnlyKeys("a", "c", ObjectMetadata.UPLOAD_TOKEN);
    assertThat(fit.fitting().tags()).containsOnlyKeys("t1", "t2");
    assertThat(fit.losses())
        .satisfiesExactly(
            loss -> assertThat(loss).contains("user metadata \"b\""),
            loss -> assertThat(loss).contains("tag \"t3\"").contains("at most 2"));
  }

  @Test
  void whatTheUserGivesComesFirst() {
    String much = "x".repeat(1500);
    ObjectMetadata wanted = carrying(Map.of("a", much, "z", much), Map.of());

    MetadataFit fit =
        MetadataFit.of(wanted, carrying(Map.of("z", much), Map.of()), store(Set.of()));

    assertThat(fit.fitting().user()).containsOnlyKeys("z");
  }

  @Test
  void aStoreWithoutTagsTakesNone() {
    MetadataFit fit =
        MetadataFit.of(carrying(Map.of(), Map.of("t", "1")), ObjectMetadata.NONE, store(Set.of()));

    assertThat(fit.fitting().tags()).isEmpty();
    assertThat(fit.losses()).singleElement().asString().contains("no tags");
  }
}
