package org.bucketcopy.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bucketcopy.job.fuzz.CopyStage.Told;
import org.bucketcopy.job.fuzz.Runner;
import org.bucketcopy.job.fuzz.SharedSpark;
import org.bucketcopy.job.fuzz.Verifications;
import org.bucketcopy.job.fuzz.Verifications.Between;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.AnyServer;
import org.bucketcopy.job.servers.AnyServer.Call;
import org.bucketcopy.job.servers.virtual.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job where its source is one object, and not all that begins with its name. */
final class SingleObjectJobTest {
  private static final List<String> ODD_NAMES =
      List.of(
          "blank ",
          "q?x=1&y#z",
          "100%",
          "not%20decoded",
          "a+b",
          "\\",
          "tab\t",
          "line end\n",
          "\u65e5\ud83d\ude00");
  private static final int LARGE = 400 << 20;

  private static final SharedSpark SPARK = new SharedSpark();
  private static final Verifications RUNS = new Verifications(new Runner(BucketCopy::run, SPARK));

  private AnyServer server = AnyServer.Kind.S3.start();
  private String scheme = "s3";

  @AfterAll
  static void stopSpark() {
    SPARK.close();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void justThisObjectIsCopiedWhateverItsKey() {
    for (String name : ODD_NAMES) {
      put("x//" + name, 10);

      Told run = copy("source/x//" + name, "destination/y//");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.count("listed")).isEqualTo(1);
      assertThat(run.count("copied")).isEqualTo(1);
      assertThat(run.summary().path("source").asText()).isEqualTo("s3://source/x//" + name);
    }
    assertThat(server.copied())
        .containsExactlyInAnyOrderElementsOf(ODD_NAMES.stream().map("y//"::concat).toList());
    assertThat(requests(Operation.LIST_OBJECTS)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"S3, s3a", "S3, s3n", "OSS, oss", "BOS, bos"})
  void theDestinationIsAKeyOrAFolderOrABucket(AnyServer.Kind kind, String written) {
    use(kind);
    scheme = written;
    put("x/file", 10);
    put("x/empty", 0);

    Told first = copy("source/x/file", "destination/y/other");
    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OK);
    assertThat(first.summary().path("destination").asText())
        .isEqualTo(kind.scheme() + "://destination/y/other");
    assertThat(copy("source/x/file", "destination/y/").count("copied")).isEqualTo(1);
    assertThat(copy("source/x/empty", "destination").count("copied")).isEqualTo(1);

    assertThat(server.copied()).containsExactlyInAnyOrder("empty", "y/file", "y/other");
    assertThat(verify("source/x/file", "destination/y/other").count("equal")).isEqualTo(1);
    assertThat(verify("source/x/empty", "destination/").count("equal")).isEqualTo(1);
    Told missing = verify("source/x/file", "destination/z/");
    assertThat(missing.exitCode()).as(missing.err()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(missing.count("missing")).isEqualTo(1);
  }

  @Test
  void aLargeOneIsCopiedByParts() {
    put("x/large", LARGE);

    Told dry = copy("source/x/large", "destination/", "--dry-run");
    Told run = copy("source/x/large", "destination/");

    assertThat(dry.count("planned")).isEqualTo(1);
    assertThat(dry.count("parts")).isEqualTo(4);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("parts")).isEqualTo(4);
    assertThat(server.copied()).containsExactly("large");
    assertThat(server.uploadsOpen()).isZero();
  }

  @Test
  void aRunThatFailedIsResumed(@TempDir Path directory) {
    put("x/large", LARGE);
    server.rights().deny(server.call(Call.COPY_PART), "destination", "y/large");
    String[] options = {"--run-dir", directory.toString(), "--retries", "1"};

    Told failed = copy("source/x/large", "destination/y/", options);
    server.rights().clear();
    Told other = copy("source/x/large", "destination/y/z", options);
    Told resumed = copy("source/x/large", "destination/y/", options);

    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(other.exitCode()).as(other.err()).isEqualTo(ExitCode.USAGE);
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.OK);
    assertThat(resumed.summary().path("runId")).isEqualTo(failed.summary().path("runId"));
    assertThat(server.copied()).containsExactly("y/large");
    assertThat(server.uploadsOpen()).isZero();
    assertThat(directory.resolve("report.html")).exists();
  }

  @Test
  void itIsRelayedBetweenServices() {
    use(AnyServer.Kind.BOS);
    put("x/file", 10);
    try (AnyServer oss = AnyServer.Kind.OSS.start()) {
      Map<String, String> settings = new HashMap<>(oss.settings());
      settings.putAll(server.settings());
      Between sides = new Between("bos://source/x/file", "oss://destination/y/");

      Told refused = RUNS.run("copy", settings, sides);
      Told run = RUNS.run("copy", settings, sides, "--route", "relay");
      Told verified = RUNS.run("verify", settings, sides, "--level", "bytes", "--all");

      assertThat(problem(refused)).contains("would move 10 bytes in 1 objects");
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.count("sentBytes")).isEqualTo(10);
      assertThat(oss.copied()).containsExactly("y/file");
      assertThat(verified.count("equal")).isEqualTo(1);
    }
  }

  @Test
  void whatIsThereIsSkippedOrReplacedOrRefused() {
    put("x/file", 10);
    copy("source/x/file", "destination/");

    assertThat(copy("source/x/file", "destination/").count("skipped")).isEqualTo(1);
    assertThat(copy("source/x/file", "destination/", "--if-exists", "overwrite").count("copied"))
        .isEqualTo(1);
    Told refused = copy("source/x/file", "destination/", "--if-exists", "fail");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(refused.count("failed")).isEqualTo(1);
  }

  @Test
  void filtersGoByItsName() {
    put("x/file.csv", 10);

    Told taken = copy("source/x/file.csv", "destination/y/z", "--include", "*.csv", "--dry-run");
    Told left = copy("source/x/file.csv", "destination/y/z", "--exclude", "/file.*", "--dry-run");

    assertThat(taken.count("planned")).isEqualTo(1);
    assertThat(left.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(left.count("filtered")).isEqualTo(1);
    assertThat(left.err()).contains("the filters leave none of the 1 objects");
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "verify"})
  void aFolderIsToldFromNothing(String command) {
    put("x/dir/a", 10);

    Told folder = run(command, "source/x/dir", "destination/");
    Told nothing = run(command, "source/x/di", "destination/");
    Told bucket = run(command, "no-such-bucket/x", "destination/");
    Told destination = run(command, "source/x/dir/a", "no-such-bucket/");

    assertThat(folder.exitCode()).as(folder.err()).isEqualTo(ExitCode.USAGE);
    assertThat(problem(folder))
        .isEqualTo(
            "there is no object s3://source/x/dir: for all objects under it, write"
                + " s3://source/x/dir/");
    assertThat(nothing.exitCode()).as(nothing.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(problem(nothing)).isEqualTo("there is no object s3://source/x/di");
    assertThat(problem(bucket)).contains("NoSuchBucket");
    assertThat(destination.exitCode()).as(destination.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(problem(destination)).contains("no-such-bucket").contains("HTTP 404");
    assertThat(server.copied()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noRightToListIsNeededAndNoneToLookIfThereIsOne(AnyServer.Kind kind) {
    use(kind);
    put("x/file", 10);
    Enum<?> list = server.call(Call.LIST);
    Enum<?> head = server.call(Call.HEAD);
    Stream.of("source", "destination").forEach(bucket -> server.rights().deny(list, bucket));

    Told run = copy("source/x/file", "destination/y/");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    server.rights().deny(head, "destination");
    Told refused = copy("source/x/file", "destination/y/");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(problem(refused))
        .contains(
            "the run needs the right to read " + scheme + "://destination/y/file, or to list");
    server.rights().clear();
    server.rights().deny(head, "destination");
    assertThat(copy("source/x/file", "destination/y/").count("skipped")).isEqualTo(1);
  }

  @Test
  void aCheckIsOfThisObject() {
    put("x/large", LARGE);
    server.rights().deny(server.call(Call.LIST), "source");
    server.rights().deny(server.call(Call.LIST), "destination");

    Told works = run("check", "source/x/large", "destination/y/");
    Told missing = run("check", "source/x/larg", "destination/y/");

    assertThat(works.exitCode()).as(works.err()).isEqualTo(ExitCode.OK);
    assertThat(works.summary().path("sample").asText()).isEqualTo("s3://source/x/large");
    assertThat(works.summary().path("condition").asText()).isEqualTo("honoured");
    assertThat(missing.exitCode()).as(missing.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(missing.err()).contains("look at an object of the source");
  }

  private void use(AnyServer.Kind kind) {
    server.close();
    server = kind.start();
    scheme = kind.scheme();
  }

  /** Puts an object among others whose keys begin with its own. */
  private void put(String key, int size) {
    server.put(key, size);
    server.put(key + "2", 1);
    server.put(key + "/below", 1);
  }

  private Told copy(String source, String destination, String... options) {
    return run("copy", source, destination, options);
  }

  private Told verify(String source, String destination) {
    return run("verify", source, destination, "--level", "listing");
  }

  private Told run(String command, String source, String destination, String... options) {
    Map<String, String> settings = server.settings();
    return RUNS.run(
        command,
        settings,
        new Between(scheme + "://" + source, scheme + "://" + destination),
        options);
  }

  private long requests(Operation operation) {
    return ((AnyServer.OfS3) server).server().ledger().requests(operation);
  }

  private static String problem(Told run) {
    return run.summary().path("problem").asText();
  }
}
