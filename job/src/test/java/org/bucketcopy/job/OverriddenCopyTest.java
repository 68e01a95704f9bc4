package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
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

/** Copies that carry other things than their sources do, by both ways, on each store. */
final class OverriddenCopyTest {
  private static final Map<String, String> TAGS = Map.of("team", "data", "stage", "raw");
  private static final String[] BOTH = {CopyStage.SMALL, CopyStage.LARGE};
  private static final SharedSpark SPARK = new SharedSpark();

  @TempDir Path directory;

  @AfterAll
  static void stop() {
    SPARK.close();
  }

  private static CopyStage stage(Store store, AnswerQuirk... quirks) {
    CopyStage stage = new CopyStage(store, new Runner(BucketCopy::run, SPARK));
    stage.put(TAGS);
    for (AnswerQuirk quirk : quirks) {
      stage.answers().with(quirk);
    }
    return stage;
  }

  private Told copy(CopyStage stage, String run, String... options) {
    return stage.copy(directory.resolve(run), options);
  }

  private static void assertCopied(Told told) {
    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OK);
    assertThat(told.count("copied")).isEqualTo(2);
    assertThat(told.count("degraded")).isZero();
    assertThat(told.report()).isEmpty();
  }

  /** Each by itself: what is not given stays as it was. */
  @ParameterizedTest
  @EnumSource(Store.class)
  void whatIsGivenTakesThePlaceOfWhatTheSourceHas(Store store) {
    String[] options = {
      "--content-type",
      "text/y",
      "--cache-control",
      "no-store",
      "--metadata",
      "owner=gr\u00f6\u00dfe",
      "--metadata",
      "team=a b"
    };
    try (CopyStage stage = stage(store)) {
      Told dry = copy(stage, "dry", concat(options, "--dry-run"));
      Told first = copy(stage, "first", options);
      Told second = copy(stage, "second", options);

      assertCopied(first);
      for (String key : BOTH) {
        assertThat(stage.headers(key))
            .isEqualTo(Map.of("content-type", "text/y", "cache-control", "no-store"));
        assertThat(stage.user(key)).isEqualTo(Map.of("owner", "gr\u00f6\u00dfe", "team", "a b"));
        assertThat(stage.tags(key)).isEqualTo(TAGS);
      }
      assertThat(second.count("skipped")).as(second.err()).isEqualTo(2);
      assertThat(second.summary().path("requests").has("copy_object")).isFalse();
      assertThat(heads(dry)).isEqualTo(heads(plainDryRun(stage)) + 1);
      assertThat(heads(first)).isGreaterThanOrEqualTo(heads(dry));
    }
  }

  private static String[] concat(String[] options, String last) {
    return ObjectArrays.concat(options, last);
  }

  private Told plainDryRun(CopyStage stage) {
    return copy(stage, "plain", "--dry-run", "--if-exists", "overwrite");
  }

  private static long heads(Told told) {
    return told.summary().path("requests").path("head_object").asLong();
  }

  /** Those of the source are not even read. */
  @ParameterizedTest
  @EnumSource(Store.class)
  void tagsThatAreGivenTakeThePlaceOfAll(Store store) {
    try (CopyStage stage = stage(store)) {
      Told dry = copy(stage, "dry", "--tag", "cost centre=a+b/c", "--dry-run");
      Told told = copy(stage, "run", "--tag", "cost centre=a+b/c");

      assertCopied(told);
      for (String key : BOTH) {
        assertThat(stage.tags(key)).isEqualTo(Map.of("cost centre", "a+b/c"));
        assertThat(stage.headers(key)).isEqualTo(Map.of("content-type", "text/x-stage"));
        assertThat(stage.user(key)).isEqualTo(Map.of("owner", "me"));
      }
      assertThat(dry.summary().path("requests").has("read_tags")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void tagsThatTheSourceDoesNotShowAreNotMissed(Store store) {
    try (CopyStage stage = stage(store)) {
      Told told = copy(stage, "run", "--tag", "a=b", "--metadata", "c=d", "--storage-class", "IA");

      assertCopied(told);
      for (String key : BOTH) {
        assertThat(stage.tags(key)).isEqualTo(Map.of("a", "b"));
        assertThat(stage.user(key)).isEqualTo(Map.of("owner", "me", "c", "d"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void anObjectThatMayNotHaveTheTagsThatAreGivenFails(Store store) {
    try (CopyStage stage = stage(store, AnswerQuirk.TAGS_NOT_WRITABLE)) {
      Told told = copy(stage, "run", "--tag", "a=b");

      assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(told.count("failed")).isEqualTo(2);
      assertThat(stage.keys()).isEmpty();
      assertThat(told.line(CopyStage.LARGE)).contains("DENIED", "--tag");
      assertThat(told.line(CopyStage.SMALL)).contains("DENIED", "--tag");
      assertThat(stage.uploadsOpen()).isZero();

      Told again = copy(stage, "run", "--tag", "a=c");
      assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(again.err()).contains("was --tag {a=b}, is {a=c}");
    }
  }
}
