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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Both ways of copying, on each store, with answers that others than the store's own client get.
 */
final class OddAnswersJobTest {
  private static final SharedSpark SPARK = new SharedSpark();

  @TempDir Path directory;

  @AfterAll
  static void stop() {
    SPARK.close();
  }

  private static CopyStage stage(Store store, AnswerQuirk... quirks) {
    CopyStage stage = new CopyStage(store, new Runner(BucketCopy::run, SPARK));
    stage.put(Map.of("team", "data"));
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
    assertThat(told.count("copied")).isEqualTo(2);
    assertThat(told.count("degraded")).isZero();
    assertThat(told.report()).isEmpty();
    assertThat(stage.uploadsOpen()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "S3, IF_MATCH_NOT_IMPLEMENTED",
    "OSS, IF_MATCH_NOT_IMPLEMENTED",
    "BOS, IF_MATCH_NOT_IMPLEMENTED",
    "S3, WEAK_ETAGS",
    "OSS, WEAK_ETAGS",
    "BOS, WEAK_ETAGS",
    "S3, BARE_ETAGS",
    "OSS, BARE_ETAGS",
    "BOS, BARE_ETAGS",
    "S3, UPPER_CASE_ETAGS",
    "OSS, UPPER_CASE_ETAGS",
    "BOS, UPPER_CASE_ETAGS",
    "S3, COPY_WITHOUT_ETAG",
    "OSS, COPY_WITHOUT_ETAG",
    "BOS, COPY_WITHOUT_ETAG",
    "S3, PART_WITHOUT_ETAG",
    "OSS, PART_WITHOUT_ETAG",
    "BOS, PART_WITHOUT_ETAG",
    "S3, COMPLETE_WITHOUT_ETAG",
    "OSS, COMPLETE_WITHOUT_ETAG",
    "BOS, COMPLETE_WITHOUT_ETAG",
    "S3, HEAD_WITHOUT_LENGTH",
    "OSS, HEAD_WITHOUT_LENGTH",
    "BOS, HEAD_WITHOUT_LENGTH"
  })
  void bothWaysCopyAll(Store store, AnswerQuirk quirk) {
    try (CopyStage stage = stage(store, quirk)) {
      Told told = copy(stage);

      allRight(stage, told);
      assertThat(told.summary().path("requests").path("copy_object").asInt()).isEqualTo(1);
      assertThat(told.count("parts")).isEqualTo(4);
      // With those of the probe: the right condition, and the wrong one where there is any.
      assertThat(told.summary().path("requests").path("copy_part").asInt()).isBetween(5, 6);
    }
  }

  /** A condition that is not sent is made up for by looks at the source. */
  @ParameterizedTest
  @EnumSource(Store.class)
  void aLargeSourceThatChangesIsRefusedWithoutACondition(Store store) {
    try (CopyStage stage = stage(store, AnswerQuirk.IF_MATCH_NOT_IMPLEMENTED)) {
      stage.overwriteAtCopy(3, CopyStage.LARGE);

      Told told = copy(stage);

      assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(told.line(CopyStage.LARGE)).contains("SOURCE_CHANGED");
      assertThat(stage.keys()).doesNotContain(CopyStage.LARGE);
      assertThat(stage.uploadsOpen()).isZero();

      stage.answers().clear();
      assertThat(copy(stage).exitCode()).isEqualTo(ExitCode.OK);
      assertThat(stage.exact()).contains(CopyStage.LARGE);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aSmallSourceThatChangesIsRefusedWithoutACondition(Store store) {
    try (CopyStage stage = stage(store, AnswerQuirk.IF_MATCH_NOT_IMPLEMENTED)) {
      stage.overwriteAtCopy(1, CopyStage.SMALL);

      Told told = copy(stage);

      assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(told.line(CopyStage.SMALL)).contains("SOURCE_CHANGED");
      assertThat(stage.keys()).doesNotContain(CopyStage.SMALL);

      stage.answers().clear();
      assertThat(copy(stage).exitCode()).isEqualTo(ExitCode.OK);
      assertThat(stage.exact()).contains(CopyStage.SMALL);
    }
  }
}
