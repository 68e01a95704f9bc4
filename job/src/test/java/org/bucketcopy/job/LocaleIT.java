package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bucketcopy.job.servers.S3Access;
import org.bucketcopy.job.servers.ScriptProcess;
import org.bucketcopy.job.servers.SettingsFile;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application without a locale, as cron and containers start it. */
final class LocaleIT {
  private static final Path SCRIPTS = Path.of("..", "submit-scripts").toAbsolutePath();
  private static final Path JAR = Path.of("target", "bucket-copy.jar").toAbsolutePath();
  private static final int OBJECTS = 7;

  /** Written by the shell, so that the locale of this JVM has no part in it. */
  private static final String COPY =
      " copy --source $'s3://source/donn\\xc3\\xa9es/' --destination s3://destination/";

  private final VirtualS3 server =
      VirtualS3.start(
          new Holdings(
              SyntheticKeys.of("donn\u00e9es/", KeyShape.NUMBERED, SizeRule.of(OBJECTS, 10)),
              "z\u00fcrich/",
              Holdings.Stock.EMPTY,
              Holdings.Memory.KEPT));

  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theScriptGivesJavaALocale() throws Exception {
    ScriptProcess run =
        start(
            "\"$SCRIPTS/bucket-copy\" --master 'local[1]' --properties-file \"$SETTINGS\""
                + COPY
                + "$'z\\xc3\\xbcrich/' --exclude $'\\xc3\\xa9t\\xc3\\xa9*'");

    assertThat(run.exitCode(5, TimeUnit.MINUTES)).as(run.errors()).isZero();
    assertThat(run.summary().path("copied").asInt()).isEqualTo(OBJECTS);
    assertThat(run.summary().path("destination").asText())
        .isEqualTo("s3://destination/z\u00fcrich/");
    assertThat(server.verdict().allRight()).as("" + server.verdict()).isTrue();
  }

  @Test
  void aPlainSparkSubmitIsRefused() throws Exception {
    ScriptProcess run =
        start(
            "\"$SCRIPTS/maven-spark/spark-class\" org.apache.spark.deploy.SparkSubmit"
                + " --master 'local[1]' --properties-file \"$SETTINGS\""
                + " --class org.bucketcopy.job.BucketCopy \"$JAR\""
                + COPY);

    assertThat(run.exitCode(5, TimeUnit.MINUTES)).as(run.errors()).isEqualTo(2);
    assertThat(run.summary().path("status").asText()).isEqualTo("usage");
    assertThat(run.summary().path("problem").asText())
        .contains("--source", "donn??es", "LC_ALL=C.UTF-8");
    assertThat(server.ledger().requests(Operation.HEAD_BUCKET)).isZero();
  }

  private ScriptProcess start(String command) throws Exception {
    Path settings =
        SettingsFile.write(directory, S3Access.unchecked(server.endpoint()).hadoopSettings());
    return ScriptProcess.start(
        directory,
        "run",
        List.of("bash", "-c", "exec " + command),
        Map.of(
            "LC_ALL", "C",
            "SCRIPTS", SCRIPTS.toString(),
            "JAR", JAR.toString(),
            "SETTINGS", settings.toString()));
  }
}
