package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.bucketcopy.job.fuzz.CopyStage;
import org.bucketcopy.job.fuzz.CopyStage.Store;
import org.bucketcopy.job.fuzz.CopyStage.Told;
import org.bucketcopy.job.fuzz.Runner;
import org.bucketcopy.job.fuzz.SharedSpark;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.AnswerQuirk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of tags, by both ways of copying, on each store. */
final class TaggedCopyTest {
  private static final Map<String, String> TAGS = Map.of("team", "data", "cost centre", "a+b/c");
  private static final SharedSpark SPARK = new SharedSpark();

  @TempDir Path directory;

  @AfterAll
  static void stop() {
    SPARK.close();
  }

  private static CopyStage stage(Store store, Map<String, String> tags, AnswerQuirk... quirks) {
    CopyStage stage = new CopyStage(store, new Runner(BucketCopy::run, SPARK));
    stage.put(tags);
    for (AnswerQuirk quirk : quirks) {
      stage.answers().with(quirk);
    }
    return stage;
  }

  private Told copy(CopyStage stage, String... options) {
    return stage.copy(directory.resolve("run"), options);
  }

  private static void allRight(CopyStage stage, Told told) {
    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OK);
    assertThat(stage.exact()).containsExactly(CopyStage.LARGE, CopyStage.SMALL);
    assertThat(told.count("degraded")).isZero();
    assertThat(told.report()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void bothWaysCarryTags(Store store) {
    try (CopyStage stage = stage(store, TAGS)) {
      allRight(stage, copy(stage, "--tags", "required"));
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aStoreThatSaysThatThereAreNoTagsHasNone(Store store) {
    try (CopyStage stage = stage(store, Map.of(), AnswerQuirk.NO_TAG_SET)) {
      allRight(stage, copy(stage, "--tags", "required"));
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aStoreThatDoesNotKnowTagsHasNone(Store store) {
    try (CopyStage stage = stage(store, Map.of(), AnswerQuirk.TAGS_NOT_IMPLEMENTED)) {
      allRight(stage, copy(stage, "--tags", "required"));
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aTagWithoutAValueHasAnEmptyOne(Store store) {
    try (CopyStage stage = stage(store, Map.of("team", ""), AnswerQuirk.TAGS_WITHOUT_VALUE)) {
      allRight(stage, copy(stage, "--tags", "required"));
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void anObjectWhoseTagsMayNotBeReadIsCopiedWithoutThemAndReported(Store store) {
    try (CopyStage stage = stage(store, TAGS, AnswerQuirk.TAGS_NOT_READABLE)) {
      Told told = copy(stage);

      assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OK);
      assertThat(stage.tags(CopyStage.LARGE)).isEmpty();
      assertThat(told.count("copied")).isEqualTo(2);
      assertThat(told.count("degraded")).isEqualTo(1);
      assertThat(told.line(CopyStage.LARGE))
          .contains("degraded", "tags were not kept: read the tags of", "AccessDenied");
      assertThat(stage.exact()).containsExactly(CopyStage.SMALL);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void tagsThatCannotBeReadForWhatTheyAreAreReported(Store store) {
    try (CopyStage stage = stage(store, TAGS, AnswerQuirk.TAGS_WITHOUT_KEY)) {
      Told told = copy(stage);

      assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OK);
      assertThat(told.count("degraded")).isEqualTo(1);
      assertThat(told.line(CopyStage.LARGE)).contains("tags were not kept", "no key");
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void anObjectWhoseTagsMayNotBeReadFailsIfTheyAreRequired(Store store) {
    try (CopyStage stage = stage(store, TAGS, AnswerQuirk.TAGS_NOT_READABLE)) {
      Told told = copy(stage, "--tags", "required");

      assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(stage.exact()).containsExactly(CopyStage.SMALL);
      assertThat(stage.keys()).doesNotContain(CopyStage.LARGE);
      assertThat(told.line(CopyStage.LARGE)).contains("failed", "DENIED", "--tags required");
      assertThat(stage.uploadsOpen()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void objectsThatMayHaveNoTagsAreCopiedWithoutThemAndReported(Store store) {
    try (CopyStage stage = stage(store, TAGS, AnswerQuirk.TAGS_NOT_WRITABLE)) {
      Told told = copy(stage);

      assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OK);
      assertThat(stage.keys()).containsExactly(CopyStage.LARGE, CopyStage.SMALL);
      assertThat(stage.tags(CopyStage.LARGE)).isEmpty();
      assertThat(stage.tags(CopyStage.SMALL)).isEmpty();
      assertThat(told.count("copied")).isEqualTo(2);
      assertThat(told.count("degraded")).isEqualTo(2);
      assertThat(told.line(CopyStage.LARGE)).contains("degraded", "tags were not kept", "403");
      assertThat(told.line(CopyStage.SMALL)).contains("degraded", "tags were not kept", "403");
      assertThat(stage.uploadsOpen()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void objectsThatMayHaveNoTagsFailIfTheyAreRequired(Store store) {
    try (CopyStage stage = stage(store, TAGS, AnswerQuirk.TAGS_NOT_WRITABLE)) {
      Told told = copy(stage, "--tags", "required");

      assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(told.count("failed")).isEqualTo(2);
      assertThat(stage.keys()).doesNotContain(CopyStage.LARGE, CopyStage.SMALL);
      assertThat(told.line(CopyStage.LARGE)).contains("DENIED", "--tags required");
      assertThat(stage.uploadsOpen()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void noneOfBothWaysCarriesTagsThatAreNotWanted(Store store) {
    try (CopyStage stage =
        stage(store, TAGS, AnswerQuirk.TAGS_NOT_READABLE, AnswerQuirk.TAGS_NOT_WRITABLE)) {
      Told told = copy(stage, "--tags", "none");

      assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OK);
      assertThat(stage.keys()).containsExactly(CopyStage.LARGE, CopyStage.SMALL);
      assertThat(stage.tags(CopyStage.LARGE)).isEmpty();
      assertThat(stage.tags(CopyStage.SMALL)).isEmpty();
      assertThat(told.count("degraded")).isZero();
      assertThat(told.report()).isEmpty();
      assertThat(told.summary().path("requests").has("head_object")).isTrue();
      assertThat(told.summary().path("requests").has("read_tags")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aRunIsNotGoneOnWithUnderAnotherRuleForTags(Store store) {
    try (CopyStage stage = stage(store, TAGS, AnswerQuirk.TAGS_NOT_READABLE)) {
      copy(stage, "--tags", "required");

      Told again = copy(stage, "--tags", "none");

      assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(again.err() + again.summary()).contains("was --tags required, is none");
    }
  }
}
