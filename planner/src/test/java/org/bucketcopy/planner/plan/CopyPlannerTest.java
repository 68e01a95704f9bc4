package org.bucketcopy.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.source.TransferPair;
import org.bucketcopy.planner.source.UploadPair;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyPlannerTest {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;
  private static final StoreLimits CLASS_LIMITED =
      new StoreLimits(10_000, 5 * MIB, 5 * GIB, 10_000 * 5 * GIB, 5 * GIB, GIB, 1024);
  private static final PlanSettings SETTINGS = new PlanSettings(128 * MIB, 256 * MIB);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5 * MIB, 256 * MIB - 1})
  void objectBelowTheThresholdIsCopiedWhole(long size) {
    CopyPair pair = Pairs.absent("key", size);
    assertThat(planner(SETTINGS, Ability.PART_COPY).plan(pair)).isEqualTo(new CopyWhole(pair));
  }

  @ParameterizedTest
  @ValueSource(longs = {256 * MIB, 5 * GIB, 5 * GIB + 1, 10_000 * 5 * GIB})
  void objectFromTheThresholdOnIsCopiedByParts(long size) {
    CopyPair pair = Pairs.absent("key", size);
    PartLayout layout = PartSizing.layout(size, 128 * MIB, StoreLimits.S3);
    assertThat(planner(SETTINGS, Ability.PART_COPY).plan(pair))
        .isEqualTo(new CopyByParts(pair, layout));
  }

  @Test
  void rangeOfASmallSourceIsNeverAskedFor() {
    CopyPlanner eager = planner(new PlanSettings(1, 0), Ability.PART_COPY);
    assertThat(eager.plan(Pairs.absent("key", 0))).isInstanceOf(CopyWhole.class);
    assertThat(eager.plan(Pairs.absent("key", 5 * MIB))).isInstanceOf(CopyWhole.class);
    assertThat(eager.plan(Pairs.absent("key", 5 * MIB + 1))).isInstanceOf(CopyByParts.class);
  }

  @Test
  void objectTooLargeForOneCallIsCopiedByPartsWhateverTheThreshold() {
    CopyPlanner planner = planner(new PlanSettings(GIB, Long.MAX_VALUE), Ability.PART_COPY);
    assertThat(planner.plan(Pairs.absent("key", 5 * GIB))).isInstanceOf(CopyWhole.class);
    assertThat(planner.plan(Pairs.absent("key", 5 * GIB + 1))).isInstanceOf(CopyByParts.class);
  }

  @Test
  void objectOfAStorageClassHasALimitOfItsOwn() {
    PlanSettings whole = new PlanSettings(GIB, Long.MAX_VALUE);
    CopyPlanner planner = planner(CLASS_LIMITED, whole, Ability.PART_COPY);
    assertThat(planner.plan(inClass("IA", GIB))).isInstanceOf(CopyWhole.class);
    assertThat(planner.plan(inClass("IA", GIB + 1))).isInstanceOf(CopyByParts.class);
    assertThat(planner.plan(inClass("STANDARD", GIB + 1))).isInstanceOf(CopyWhole.class);
    assertThat(planner.plan(Pairs.absent("key", GIB + 1))).isInstanceOf(CopyWhole.class);
  }

  @Test
  void objectOfAStorageClassIsRefusedWithTheLimitOfItsOwn() {
    StoreFault fault = refusal(planner(CLASS_LIMITED, SETTINGS), inClass("IA", GIB + 1));
    assertThat(fault.kind()).isEqualTo(StoreFault.Kind.UNSUPPORTED);
    assertThat(fault.message()).contains("at most 1073741824 by one call");
  }

  private static CopyPair inClass(String storageClass, long size) {
    CopyPair pair = Pairs.absent("key", size);
    ListedObject listed =
        new ListedObject(
            pair.source().location().key(), pair.source().identity(), Optional.of(storageClass));
    return SourceObject.of(pair.source().location().bucket(), listed)
        .to(pair.destination(), pair.existing());
  }

  @Test
  void storeWithoutPartCopyCopiesWholeOrRefuses() {
    CopyPlanner planner = planner(SETTINGS);
    assertThat(planner.plan(Pairs.absent("key", 5 * GIB))).isInstanceOf(CopyWhole.class);
    StoreFault fault = refusal(planner, Pairs.absent("key", 5 * GIB + 1));
    assertThat(fault.kind()).isEqualTo(StoreFault.Kind.UNSUPPORTED);
    assertThat(fault.message()).contains("5368709121", "5368709120", "--route relay");
  }

  @Test
  void objectTooLargeForTheStoreIsRefused() {
    StoreFault fault =
        refusal(planner(SETTINGS, Ability.PART_COPY), Pairs.absent("key", 10_000 * 5 * GIB + 1));
    assertThat(fault.kind()).isEqualTo(StoreFault.Kind.INVALID);
    assertThat(fault.message()).contains("53687091200001", "split it");
    assertThat(fault.target()).isEqualTo("s3://b/key");
  }

  @Test
  void keyIsMeasuredInBytes() {
    CopyPlanner planner = planner(SETTINGS);
    assertThat(planner.plan(Pairs.absent("k".repeat(1024), 1))).isInstanceOf(CopyWhole.class);
    assertThat(planner.plan(Pairs.absent("é".repeat(512), 1))).isInstanceOf(CopyWhole.class);
    assertThat(planner.plan(Pairs.absent("\uD83D\uDE00".repeat(256), 1)))
        .isInstanceOf(CopyWhole.class);
    for (String key : new String[] {"k".repeat(1025), "é".repeat(513), "日".repeat(342)}) {
      StoreFault fault = refusal(planner, Pairs.absent(key, 1));
      assertThat(fault.kind()).isEqualTo(StoreFault.Kind.INVALID);
      assertThat(fault.message()).contains("1024 bytes", "shorter destination prefix");
    }
  }

  @Test
  void leadingSlashNeedsAnAbility() {
    CopyPair pair = Pairs.absent("/key", 1);
    assertThat(planner(SETTINGS, Ability.LEADING_SLASH_KEYS).plan(pair))
        .isEqualTo(new CopyWhole(pair));
    assertThat(refusal(planner(SETTINGS), pair).message()).contains("add a destination prefix");
  }

  /** By one call below the threshold, as an empty one always is; no store needs PART_COPY. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0, 100, 0", "99, 100, 0", "100, 100, 1", "1, 0, 1"})
  void aFileIsUploadedByItsSize(long size, long threshold, int parts) {
    SourceFile file = new SourceFile("file:/f", new FileState(size, 0));
    UploadPair pair = file.to(new Bucket("s3", "b").object("k"), Optional.empty());

    ObjectPlan plan = planner(new PlanSettings(1000, threshold)).plan(pair);

    assertThat(plan)
        .isEqualTo(
            parts == 0
                ? new UploadWhole(pair)
                : new UploadByParts(pair, new PartLayout(size, 5 << 20)));
  }

  @Test
  void aFileThatNoObjectCanHoldIsRefused() {
    SourceFile file =
        new SourceFile("file:/f", new FileState(StoreLimits.S3.maxObjectSize() + 1, 0));
    StoreFault fault =
        refusal(planner(SETTINGS), file.to(new Bucket("s3", "b").object("k"), Optional.empty()));
    assertThat(fault.kind()).isEqualTo(StoreFault.Kind.INVALID);
    assertThat(fault.operation()).isEqualTo(StoreOperation.PUT_OBJECT);
  }

  @Test
  void settingsAndPlansCheckThemselves() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PlanSettings(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PlanSettings(1, -1));
    CopyPair pair = Pairs.absent("key", 10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CopyByParts(pair, new PartLayout(11, 5)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pairs.existingAt(pair, Pairs.listed("other", "etag", 10, 0)));
    Optional<ListedObject> other = Optional.of(Pairs.listed("other", "etag", 10, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Pairs.file(other));
    assertThatIllegalArgumentException().isThrownBy(() -> new FileState(-1, 0));
  }

  private static final String MD5 = "0cc175b9c0f1b6a831c399e269772661";

  private static CopyPair tagged(String etag, long size) {
    return Pairs.existing(Pairs.listed("key", etag, size, 0), Pairs.listed("key", "other", 1, 0));
  }

  @Test
  void aCopyThatKeepsItsETagIsMadeAsItsSourceWas() {
    CopyPlanner planner =
        planner(new PlanSettings(GIB, 8 * MIB, EtagRule.REQUIRED), Ability.PART_COPY);

    assertThat(planner.plan(tagged(MD5, 5 * GIB))).isInstanceOf(CopyWhole.class);
    assertThat(planner.plan(tagged(MD5 + "-1", 10)))
        .isEqualTo(new CopyByParts(tagged(MD5 + "-1", 10), new PartLayout(10, 10)));
    assertThat(planner.plan(tagged(MD5 + "-4", 30 * MIB)))
        .isEqualTo(
            new CopyByParts(tagged(MD5 + "-4", 30 * MIB), new PartLayout(30 * MIB, 30 * MIB / 4)));
  }

  @Test
  void oneThatCannotKeepItIsRefusedOrCopiedAsAnyOther() {
    CopyPair large = tagged(MD5, 5 * GIB + 1);
    CopyPair odd = tagged("0x8D-odd", 10);
    CopyPair empty = tagged(MD5 + "-1", 0);
    CopyPlanner required =
        planner(new PlanSettings(GIB, 8 * MIB, EtagRule.REQUIRED), Ability.PART_COPY);
    CopyPlanner possible =
        planner(new PlanSettings(GIB, 8 * MIB, EtagRule.IF_POSSIBLE), Ability.PART_COPY);

    for (CopyPair pair : List.of(large, odd, empty)) {
      assertThat(refusal(required, pair).kind()).isEqualTo(StoreFault.Kind.UNSUPPORTED);
      assertThat(possible.plan(pair)).isEqualTo(required.regular(pair));
    }
  }

  private static StoreFault refusal(CopyPlanner planner, TransferPair pair) {
    ObjectPlan plan = planner.plan(pair);
    assertThat(plan).isInstanceOf(Refused.class);
    assertThat(plan.pair()).isEqualTo(pair);
    return ((Refused) plan).fault();
  }

  private static CopyPlanner planner(PlanSettings settings, Ability... abilities) {
    return planner(StoreLimits.S3, settings, abilities);
  }

  private static CopyPlanner planner(
      StoreLimits limits, PlanSettings settings, Ability... abilities) {
    return new CopyPlanner(new StoreProfile("s3", limits, Set.of(abilities)), settings);
  }
}
