package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationStart;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.run.Ends;
import org.bucketcopy.job.run.RequestSettings;
import org.bucketcopy.job.run.RunSettings;
import org.bucketcopy.job.run.Selection;
import org.bucketcopy.job.run.TransferSettings;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.CompareRule;
import org.bucketcopy.planner.plan.EntryFilter;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectFilter;
import org.bucketcopy.planner.plan.PlanSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spark's user interface shows the settings of stores, but for their secrets. */
final class SparkInterfaceTest {
  private static final Duration ENOUGH = Duration.ofSeconds(60);
  private static final List<String> SECRET_SETTINGS =
      List.of(
          "fs.s3a.access.key",
          "fs.s3a.secret.key",
          "fs.s3a.bucket.b.session.token",
          "fs.s3a.encryption.key",
          "fs.oss.accessKeyId",
          "fs.oss.accessKeySecret",
          "fs.oss.securityToken",
          "fs.bos.access.key",
          "fs.bos.secret.access.key",
          "fs.bos.session.token.key");

  private static final TransferSettings COPY =
      new TransferSettings(
          TransferSettings.Mode.TRANSFER,
          new Ends("copy", "s3://a/", new ObjectPrefix(new Bucket("s3", "b"), "")),
          new Selection(
              EntryFilter.of(ObjectFilter.of(List.of(), List.of())),
              IfExists.SKIP,
              CompareRule.ETAG_OR_TIME,
              Optional.empty()),
          new PlanSettings(1, 1),
          new RequestSettings(0, 0, 0, 0),
          RunSettings.NONE);

  /** The cluster's own settings may hide less. */
  @Test
  void aRedactionOfOthersHidesWhatOursDoesToo() {
    System.setProperty("spark.redaction.regex", "(?i)internal");
    try {
      Pattern hidden =
          Pattern.compile(SparkSettings.of(COPY.ends().title()).get("spark.redaction.regex"));

      assertThat(SECRET_SETTINGS).allMatch(name -> hidden.matcher(name).find());
      assertThat(hidden.matcher("my.INTERNAL.setting").find()).isTrue();
      assertThat(hidden.matcher("spark.master").find()).isFalse();
    } finally {
      System.clearProperty("spark.redaction.regex");
    }
  }

  @Test
  void secretsAreNotShown() throws InterruptedException {
    SparkConf conf = SparkSettings.of(COPY.ends().title());
    conf.set("spark.master", "local[1]")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.ui.enabled", "true")
        .set("spark.ui.port", "0");
    SECRET_SETTINGS.forEach(name -> conf.set("spark.hadoop." + name, "hidden-value"));

    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      String ui = spark.sc().uiWebUrl().get();
      String settingsShown =
          read(ui + "/api/v1/applications/" + spark.sc().applicationId() + "/environment");

      SECRET_SETTINGS.forEach(name -> assertThat(settingsShown).contains("spark.hadoop." + name));
      assertThat(settingsShown).doesNotContain("hidden-value");
      assertThat(read(ui + "/environment/")).doesNotContain("hidden-value");
    }
  }

  /** Hears what Spark tells its web interface. */
  public static final class Listener extends SparkListener {
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    @Override
    public void onApplicationStart(SparkListenerApplicationStart start) {
      TOLD.add("application " + start.appName());
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      String runId = start.properties().getProperty("spark.jobGroup.id");
      String description = start.properties().getProperty("spark.job.description");
      TOLD.add("job " + description.replace(runId, "ID"));
      start.stageInfos().foreach(stage -> TOLD.add("stage " + stage.name()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "org.bucketcopy.job.BucketCopy, bucket-copy copy s3://source/ -> s3://destination/",
    "bucket-copy, bucket-copy copy s3://source/ -> s3://destination/",
    "nightly, nightly"
  })
  void whatIsCopiedIsShownInsteadOfClassesAndLines(String submitted, String name) {
    Listener.TOLD.clear();
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(3, 1));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys))) {
      Map<String, String> settings =
          Map.of("spark.app.name", submitted, "spark.extraListeners", Listener.class.getName());

      assertThat(CopyRun.of(server, settings).exitCode()).isEqualTo(ExitCode.OK);
    }
    assertThat(Listener.TOLD)
        .containsExactlyInAnyOrder(
            "application " + name,
            "job copy s3://source/ -> s3://destination/, run ID",
            "stage copy s3://source/ -> s3://destination/");
  }

  @Test
  void theEventLogThatTheHistoryServerReadsSaysWhatWasCopied(@TempDir Path directory)
      throws IOException {
    Path runDirectory = directory.resolve("run");
    Path events = Files.createDirectory(directory.resolve("events"));
    SyntheticKeys keys = SyntheticKeys.of("", KeyShape.NUMBERED, SizeRule.of(3, 1));
    try (VirtualS3 server = VirtualS3.start(Holdings.of(keys))) {
      Map<String, String> settings =
          Map.of(
              "spark.eventLog.enabled", "true",
              "spark.eventLog.dir", events.toUri().toString(),
              "spark.eventLog.rolling.enabled", "false",
              "spark.eventLog.compress", "false");

      assertThat(CopyRun.of(server, settings, "--run-dir", runDirectory.toString()).exitCode())
          .isEqualTo(ExitCode.OK);
    }
    String runId =
        new JsonMapper()
            .readTree(Files.readString(runDirectory.resolve("status.json")))
            .path("runId")
            .asText();
    String log = Files.readString(MoreFiles.listFiles(events).get(0));
    assertThat(log.lines().filter(line -> line.contains("SparkListenerJobStart")))
        .singleElement()
        .asString()
        .contains("\"spark.jobGroup.id\":\"" + runId + "\"")
        .contains(
            "\"spark.job.description\":\"copy s3://source/ -> s3://destination/, run "
                + runId
                + "\"");
    assertThat(log.lines().filter(line -> line.contains("SparkListenerApplicationStart")))
        .singleElement()
        .asString()
        .contains("\"App Name\":\"bucket-copy copy s3://source/ -> s3://destination/\"");
    // The secret key of the run's settings.
    assertThat(log).contains("spark.hadoop.fs.s3a.secret.key").doesNotContain("unchecked");
  }

  /** Waits until the page is there: Spark fills it a moment after its start. */
  private static String read(String page) throws InterruptedException {
    long deadline = System.nanoTime() + ENOUGH.toNanos();
    while (true) {
      try (InputStream in = URI.create(page).toURL().openStream()) {
        return new String(in.readAllBytes(), UTF_8);
      } catch (IOException notYet) {
        assertThat(System.nanoTime()).as(page + " is there").isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }
}
