package org.bucketcopy.job.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bucketcopy.job.scripts.Installation.Ending;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptsTest {
  private static final String UI = "spark.ui.enabled=false";

  private Installation bucketCopy;

  @BeforeEach
  void install(@TempDir Path directory) throws Exception {
    bucketCopy = Installation.in(directory);
  }

  @Test
  void optionsBeforeTheCommandGoToSparkSubmitAndThoseAfterItToTheJob() throws Exception {
    Ending ending =
        bucketCopy.run(
            "--master",
            "yarn",
            "-v",
            "--name=two words",
            "--conf",
            "spark.a=b c", //
            "copy",
            "--source",
            "s3://a/with space/",
            "--conf",
            "x",
            "");

    assertThat(ending.exitCode()).isZero();
    assertThat(ending.out())
        .containsSubsequence(
            "--conf", UI, "--master", "yarn", "-v", "--name", "two words", "--conf", "spark.a=b c")
        .endsWith(
            "--class",
            "org.bucketcopy.job.BucketCopy",
            "/some where/app.jar", //
            "copy",
            "--source",
            "s3://a/with space/",
            "--conf",
            "x",
            "");
  }

  @ParameterizedTest
  @EnabledOnOs(value = OS.LINUX, disabledReason = "script(1) has other options elsewhere")
  @CsvSource({
    "97, xterm, copy, 97",
    "0, xterm, copy, 80",
    "97, dumb, copy, ''",
    "97, xterm, --deploy-mode cluster --master yarn copy, ''",
    "97, xterm, --deploy-mode cluster --master yarn sweep, 97"
  })
  void theDriverKnowsTheWidthOfItsTerminal(int columns, String type, String arguments, String width)
      throws Exception {
    Ending ending = bucketCopy.runOnTerminal(columns, type, arguments);

    assertThat(ending.said("terminal")).isEqualTo(width);
    assertThat(bucketCopy.run("copy").said("terminal")).isEmpty();
  }

  @Test
  void theUsersSettingsComeAfterTheDefaults() throws Exception {
    List<String> out = bucketCopy.run("--conf", "spark.ui.enabled=true", "copy").out();

    assertThat(out).containsSubsequence(UI, "spark.ui.enabled=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spark.ui.enabled true", "  spark.ui.enabled=true", "spark.ui.enabled : true"})
  void aDefaultIsLeftOutWhereAPropertiesFileHasTheSetting(String line) throws Exception {
    Path file = bucketCopy.write("my settings.conf", "# mine\n" + line + "\n");

    List<String> out = bucketCopy.run("--properties-file", file.toString(), "copy").out();

    assertThat(out)
        .doesNotContain(UI)
        .contains("spark.ui.showConsoleProgress=false")
        .containsSubsequence("--properties-file", file.toString());
  }

  @Test
  void aDefaultIsLeftOutWhereTheInstalledSparkHasTheSetting() throws Exception {
    bucketCopy.write("spark/conf/spark-defaults.conf", "spark.ui.enabled true");

    assertThat(bucketCopy.run("copy").out()).doesNotContain(UI);
  }

  @Test
  void theInstalledSparksSettingsDoNotCountBesideAPropertiesFileUnlessAskedFor() throws Exception {
    bucketCopy.write("spark/conf/spark-defaults.conf", "spark.ui.enabled true");
    String file = bucketCopy.write("other.conf", "spark.a b").toString();

    assertThat(bucketCopy.run("--properties-file", file, "copy").out()).contains(UI);
    assertThat(bucketCopy.run("--properties-file", file, "--load-spark-defaults", "copy").out())
        .doesNotContain(UI);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--frobnicate", "--class=x", "-x"})
  void anUnknownOptionBeforeTheCommandIsRefused(String option) throws Exception {
    Ending ending = bucketCopy.run(option, "copy");

    assertRefused(ending, option.split("=", 2)[0]);
  }

  /** As the application itself refuses a command: the summary is all of standard output. */
  private static void assertRefused(Ending ending, String message) throws Exception {
    assertThat(ending.exitCode()).isEqualTo(2);
    assertThat(ending.error()).contains(message);
    assertThat(ending.out()).hasSize(1);
    JsonNode summary = new JsonMapper().readTree(ending.out().get(0));
    assertThat(summary.path("status").asText()).isEqualTo("usage");
    assertThat(summary.path("exitCode").asInt()).isEqualTo(2);
    assertThat(summary.path("problem").asText()).contains(message);
  }

  @Test
  void aMasterThatSparkDoesNotKnowIsRefused() throws Exception {
    assertRefused(bucketCopy.run("--master", "mater:7077", "copy"), "mater:7077");
  }

  @Test
  void whatIsRefusedIsQuotedInTheSummary() throws Exception {
    assertRefused(bucketCopy.run("--a\"b\\c", "copy"), "--a\"b\\c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "no-such-locale", ""})
  void javaGetsAUtf8Locale(String locale) throws Exception {
    String spark = bucketCopy.root().resolve("spark").toString();

    Ending ending =
        bucketCopy.run(Map.of("SPARK_HOME", spark, "LC_ALL", locale, "LANG", locale), "copy");

    assertThat(ending.said("locale")).containsIgnoringCase("utf");
  }

  @Test
  void anOptionWithoutItsValueIsRefused() throws Exception {
    Ending ending = bucketCopy.run("--master");

    assertRefused(ending, "--master needs a value");
  }

  @Test
  void aPropertiesFileThatIsNotThereIsRefused() throws Exception {
    Ending ending = bucketCopy.run("--properties-file", "/not there", "copy");

    assertRefused(ending, "/not there");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.hadoop.fs.s3a.secret.key",
        "spark.hadoop.fs.s3a.bucket.b.access.key",
        "spark.hadoop.fs.s3a.encryption.key",
        "spark.hadoop.fs.oss.accessKeySecret",
        "spark.hadoop.fs.oss.securityToken",
        "spark.hadoop.fs.bos.secret.access.key",
        "spark.executorEnv.AWS_SECRET_ACCESS_KEY",
        "spark.executorEnv.AWS_SESSION_TOKEN",
        "spark.executorEnv.OSS_ACCESS_KEY_SECRET",
        "spark.executorEnv.BAIDUCLOUD_SECRET_KEY",
        "spark.yarn.appMasterEnv.AWS_SECRET_ACCESS_KEY",
        "spark.kubernetes.driverEnv.AWS_SESSION_TOKEN",
        "spark.authenticate.secret",
        "spark.ssl.keyPassword"
      })
  void aSecretAmongTheArgumentsIsRefusedAndNotRepeated(String name) throws Exception {
    Ending ending = bucketCopy.run("--conf", name + "=hidden", "copy");

    assertRefused(ending, name);
    assertThat(ending.error()).contains("--properties-file").doesNotContain("hidden");
    assertThat(ending.out().get(0)).doesNotContain("hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "--conf, spark.executor.extraJavaOptions=, javax.net.ssl.trustStorePassword",
    "-c, spark.driver.extraJavaOptions=, aws.secretAccessKey",
    "--driver-java-options, '', aws.sessionToken",
    "--driver-java-options, '', my[token"
  })
  void aSecretAmongJavaOptionsIsRefusedAndNotRepeated(String option, String setting, String name)
      throws Exception {
    Ending ending = bucketCopy.run(option, setting + "-Xss1m -D" + name + "=hidden", "copy");

    assertRefused(ending, name);
    assertThat(ending.error() + ending.out()).doesNotContain("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.executorEnv.AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/token",
        "spark.executorEnv.AWS_REGION=secret-1",
        "spark.kubernetes.executor.secretKeyRef.OSS_ACCESS_KEY_SECRET=stores:key",
        "spark.executor.extraJavaOptions=-Djavax.net.ssl.trustStore=/etc/trust.p12"
      })
  void whatIsNoSecretIsTaken(String setting) throws Exception {
    Ending ending = bucketCopy.run("--conf", setting, "copy");

    assertThat(ending.exitCode()).as(ending.error()).isZero();
    assertThat(ending.out()).contains(setting);
  }

  @Test
  void aSecretAmongTheDefaultsIsRefusedSinceTheyBecomeArguments() throws Exception {
    bucketCopy.write("conf/spark-defaults.conf", "spark.hadoop.fs.s3a.secret.key hidden\n");

    Ending ending = bucketCopy.run("copy");

    assertRefused(ending, "spark.hadoop.fs.s3a.secret.key");
    assertThat(ending.error() + ending.out()).doesNotContain("hidden");
  }

  @Test
  void withoutArgumentsTheUsageIsAnError() throws Exception {
    Ending ending = bucketCopy.run();

    assertRefused(ending, "a command is needed");
    assertThat(ending.error()).startsWith("usage: bucket-copy");
  }

  @Test
  void helpIsWrittenToStandardOutput() throws Exception {
    Ending ending = bucketCopy.run("--help");

    assertThat(ending.exitCode()).isZero();
    assertThat(ending.out().get(0)).startsWith("usage: bucket-copy");
    assertThat(ending.error()).isEmpty();
  }

  @Test
  void theExitCodeAndStandardOutputAreTheJobs() throws Exception {
    String spark = bucketCopy.root().resolve("spark").toString();

    Ending ending = bucketCopy.run(Map.of("SPARK_HOME", spark, "EXIT_WITH", "4"), "verify");

    assertThat(ending.exitCode()).isEqualTo(4);
    assertThat(ending.error()).isEqualTo("from spark\n");
    assertThat(ending.said("logging"))
        .isEqualTo(bucketCopy.root().resolve("conf/log4j2.properties").toString());
  }

  @Test
  void theScriptBecomesSparkSoThatSignalsReachIt() throws Exception {
    Ending ending = bucketCopy.run("copy");

    assertThat(ending.said("pid")).isEqualTo(Long.toString(ending.pid()));
  }

  @Test
  void withoutSparkHomeThePathIsSearched() throws Exception {
    String path = bucketCopy.root().resolve("spark/bin") + ":" + System.getenv("PATH");
    bucketCopy.write("spark/conf/spark-defaults.conf", "spark.ui.enabled true");

    Ending ending = bucketCopy.run(Map.of("PATH", path), "copy");

    assertThat(ending.exitCode()).isZero();
    assertThat(ending.out()).contains("copy").doesNotContain(UI);
  }

  @Test
  void aSparkHomeWithoutSparkIsRefused() throws Exception {
    Ending ending = bucketCopy.run(Map.of("SPARK_HOME", "/not there"), "copy");

    assertRefused(ending, "/not there");
  }

  @ParameterizedTest
  @CsvSource({
    "'local[2]', 127.0.0.1",
    "local, 127.0.0.1",
    "spark://127.0.0.1:7077, 127.0.0.1",
    "spark://10.0.0.1:7077, ''",
    "yarn, ''"
  })
  void onOneMachineSparkListensOnTheLoopbackAddressOnly(String master, String address)
      throws Exception {
    assertThat(bucketCopy.run("--master", master, "copy").said("address")).isEqualTo(address);
    String file = bucketCopy.write("master.conf", "spark.master " + master).toString();
    assertThat(bucketCopy.run("--properties-file", file, "copy").said("address"))
        .isEqualTo(address);
  }

  @Test
  void onOneMachineTheFirstRunKeepsItsClassesForLaterOnes() throws Exception {
    bucketCopy.write("job/target/a", "");
    Ending first = bucketCopy.run("--master", "local[2]", "copy");
    assertThat(first.out()).contains("spark.driver.extraClassPath=/some where/app.jar");
    Path small = kept(first, "-XX:ArchiveClassesAtExit");
    assertThat(bucketCopy.run("status").said("java")).doesNotContain(".jsa");

    Files.write(small, new byte[1 << 20]);
    Path whole = kept(bucketCopy.run("copy"), "-XX:ArchiveClassesAtExit");
    assertThat(small).as("what a run kept that had hardly started").doesNotExist();

    Files.write(whole, new byte[48 << 20]);
    Path used = kept(bucketCopy.run("copy"), "-XX:SharedArchiveFile");
    assertThat(used).exists().hasFileName(withoutProcess(whole));
    assertThat(kept(bucketCopy.run("upload"), "-XX:SharedArchiveFile")).isEqualTo(used);
    assertThat(kept(bucketCopy.run("status"), "-XX:SharedArchiveFile")).isEqualTo(used);
    assertThat(bucketCopy.run("sweep").said("java")).doesNotContain(".jsa");

    Ending onACluster = bucketCopy.run("--master", "yarn", "copy");
    assertThat(onACluster.said("java")).isEmpty();
    assertThat(onACluster.out()).noneMatch(line -> line.contains("extraClassPath"));
  }

  @Test
  void theClassesKeptOfOneSparkAreNotThoseOfAnother() throws Exception {
    bucketCopy.replaceSparkOfMaven();
    Path first = keptWithSparkOfMaven("spark-core_2.13-4.1.0.jar");
    Path same = keptWithSparkOfMaven("spark-core_2.13-4.1.0.jar");
    Path other = keptWithSparkOfMaven("spark-core_2.13-4.2.0.jar");

    assertThat(withoutProcess(same)).isEqualTo(withoutProcess(first));
    assertThat(withoutProcess(other)).isNotEqualTo(withoutProcess(first));
  }

  private Path keptWithSparkOfMaven(String jars) throws Exception {
    bucketCopy.write("job/target/spark.classpath", jars);
    Ending ending = bucketCopy.run(Map.of("PATH", "/usr/bin:/bin"), "copy");
    return kept(ending, "-XX:ArchiveClassesAtExit");
  }

  @Test
  void onOneMachineJavaCompilesQuicklyUnlessSetOtherwise() throws Exception {
    String spark = bucketCopy.root().resolve("spark").toString();
    String otherwise = "-XX:TieredStopAtLevel=4";
    assertThat(bucketCopy.run("copy").said("java")).startsWith("-XX:TieredStopAtLevel=1 ");
    assertThat(
            bucketCopy
                .run(Map.of("SPARK_HOME", spark, "SPARK_SUBMIT_OPTS", otherwise), "copy")
                .said("java"))
        .as("the last one counts")
        .containsPattern("StopAtLevel=1 .*StopAtLevel=4");
    assertThat(bucketCopy.run("--master", "yarn", "copy").said("java")).isEmpty();
    assertThat(bucketCopy.run("upload").said("java"))
        .as("it needs both")
        .contains("-XX:MaxInlineLevel=")
        .doesNotContain("StopAtLevel");
    assertThat(bucketCopy.run("--master", "yarn", "upload").said("java")).isEmpty();
  }

  @Test
  void aDriverOnAStandaloneClusterGetsWhatSparkNeedsOfJava() throws Exception {
    String file = bucketCopy.write("mode.conf", "spark.submit.deployMode cluster\n").toString();
    List<List<String>> ways =
        List.of(
            List.of("--deploy-mode", "cluster"),
            List.of("--conf", "spark.submit.deployMode=cluster"),
            List.of("--properties-file", file));
    for (List<String> way : ways) {
      assertThat(javaOfDriver(way))
          .as("" + way)
          .contains(" --add-opens=java.base/java.nio=ALL-UNNAMED ")
          .endsWith(" -XX:+UseG1GC");
    }
  }

  @Test
  void aDriverOnAStandaloneClusterKeepsTheJavaOptionsOfTheUser() throws Exception {
    String name = "spark.driver.extraJavaOptions";
    String file =
        bucketCopy
            .write("mode.conf", "spark.submit.deployMode cluster\n" + name + " -Dmine=1\n")
            .toString();
    List<List<String>> ways =
        List.of(
            List.of("--properties-file", file),
            List.of("--deploy-mode", "cluster", "--conf", name + "=-Dmine=1"),
            List.of("--deploy-mode", "cluster", "--driver-java-options", "-Dmine=1"));
    for (List<String> way : ways) {
      assertThat(javaOfDriver(way))
          .as("" + way)
          .contains(" --add-opens=java.base/java.nio=ALL-UNNAMED ")
          .endsWith(" -Dmine=1");
    }
  }

  /** What counts for spark-submit: the last of these options. */
  private String javaOfDriver(List<String> submitOptions) throws Exception {
    List<String> command = new ArrayList<>(List.of("--master", "spark://h:7077"));
    command.addAll(submitOptions);
    command.add("copy");
    List<String> out = bucketCopy.run(command.toArray(String[]::new)).out();
    return out.get(out.lastIndexOf("--driver-java-options") + 1);
  }

  @Test
  void elsewhereJavaIsLeftToSpark() throws Exception {
    for (List<String> options :
        List.of(
            List.of("--master", "spark://h:7077", "copy"),
            List.of("--master", "yarn", "--deploy-mode", "cluster", "copy"))) {
      assertThat(bucketCopy.run(options.toArray(String[]::new)).out())
          .doesNotContain("--driver-java-options");
    }
  }

  @Test
  void yarnTriesOnceWhatCannotBeResumed() throws Exception {
    String once = "spark.yarn.maxAppAttempts=1";
    List<String> cluster = List.of("--master", "yarn", "--deploy-mode", "cluster");
    assertThat(yarn(cluster, "copy", "--summary", "s")).contains(once);
    assertThat(yarn(cluster, "copy", "--run-dir", "r")).doesNotContain(once);
    assertThat(yarn(cluster, "copy", "--run-dir=r")).doesNotContain(once);
    assertThat(yarn(List.of("--master", "yarn"), "copy")).doesNotContain(once);
    List<String> own = List.of("--conf", "spark.yarn.maxAppAttempts=5");
    assertThat(yarn(ImmutableList.<String>builder().addAll(cluster).addAll(own).build(), "copy"))
        .doesNotContain(once);
  }

  private List<String> yarn(List<String> options, String... command) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(command));
    return bucketCopy.run(all.toArray(String[]::new)).out();
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "sweep", "status", "report"})
  void whatStartsNoSparkIsMadeHere(String command) throws Exception {
    List<String> out =
        bucketCopy.run("--master", "yarn", "--deploy-mode", "cluster", command).out();

    assertThat(out.get(out.lastIndexOf("--deploy-mode") + 1)).isEqualTo("client");
  }

  /** The name under which a later start finds what was kept. */
  private static String withoutProcess(Path kept) {
    return kept.getFileName().toString().replaceAll("[.]\\d+$", "");
  }

  /** The file that Java's option names, in quotes as Spark's launcher takes them. */
  private static Path kept(Ending ending, String option) {
    String java = ending.said("java");
    String prefix = "'" + option + "=";
    assertThat(java).contains(prefix).containsPattern("[.]jsa([.]\\d+)?'$");
    return Path.of(java.substring(java.indexOf(prefix) + prefix.length(), java.length() - 1));
  }
}
