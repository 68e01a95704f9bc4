package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bucketcopy.job.fuzz.CopyStage.Told;
import org.bucketcopy.job.fuzz.Runner;
import org.bucketcopy.job.fuzz.SharedSpark;
import org.bucketcopy.job.fuzz.Verifications;
import org.bucketcopy.job.fuzz.Verifications.Between;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole job, comparing places that are equal or not, on servers with real bytes. */
final class VerifyJobTest {
  private static final String FROM = VerifiedSides.FROM;
  private static final String TO = VerifiedSides.TO;

  private static final SharedSpark SPARK = new SharedSpark();
  private static final Verifications RUNS = new Verifications(new Runner(BucketCopy::run, SPARK));

  @TempDir Path directory;

  private Optional<VerifiedSides> started = Optional.empty();

  @AfterAll
  static void stopSpark() {
    SPARK.close();
  }

  @AfterEach
  void stop() {
    started.ifPresent(VerifiedSides::close);
  }

  @ParameterizedTest
  @EnumSource(VerifiedSides.Kind.class)
  void aRightCopyOfOddKeysIsEqualAtEachLevel(VerifiedSides.Kind kind) {
    start(kind);
    for (String key : CopiedBucketContract.ODD_KEYS) {
      both(key, key.getBytes(UTF_8));
    }
    both("empty", new byte[0]);
    both("big", CopiedBucketContract.bytes(3 << 20));
    long all = CopiedBucketContract.ODD_KEYS.size() + 2L;

    for (List<String> options :
        List.of(
            List.of("--level", "listing"),
            List.<String>of(),
            List.of("--metadata", "headers,user,class"),
            List.of("--level", "bytes", "--all"))) {
      Told run = verify(options.toArray(String[]::new));

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.count("listed")).isEqualTo(all);
      assertThat(run.count("equal")).isEqualTo(all);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "S3,listing",
    "S3,checksum",
    "S3,bytes",
    "OSS,checksum",
    "BOS,checksum",
    "RGW,checksum",
    "RGW,bytes"
  })
  void whatIsMissingOrExtraOrDiffersIsFound(VerifiedSides.Kind kind, String level)
      throws IOException {
    start(kind);
    both("equal", bytes("equal"));
    server().put(FROM, "x/miss ing", bytes("m"));
    server().put(TO, "y/extra", bytes("e"));
    server().put(FROM, "x/truncated", bytes("truncated"));
    server().put(TO, "y/truncated", bytes("trunc"));
    server().put(FROM, "x/flipped", bytes("flipped"));
    server().put(TO, "y/flipped", bytes("flippee"));

    Told run = verify("--level", level, "--run-dir", directory.toString());

    boolean flipFound = !level.equals("listing");
    // Of a service that nobody knows, an ETag that differs proves nothing.
    boolean unsure = server().scheme().equals("s3") && level.equals("checksum");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(run.exitCode().number()).isEqualTo(4);
    assertThat(run.count("missing")).isEqualTo(1);
    assertThat(run.count("extra")).isEqualTo(1);
    assertThat(run.count("differs")).as(run.err()).isEqualTo(flipFound && !unsure ? 2 : 1);
    assertThat(run.count("unverified")).isEqualTo(unsure ? 1 : 0);
    List<JsonNode> findings = findings();
    assertThat(findings)
        .extracting(line -> line.path("finding").asText() + " " + line.path("source").asText())
        .contains(
            "missing " + uri(FROM) + "/x/miss ing",
            "extra " + uri(FROM) + "/x/extra",
            "differs " + uri(FROM) + "/x/truncated")
        .hasSize(flipFound ? 4 : 3);
    assertThat(Files.readAllLines(file("repair-", ".csv")))
        .contains(FROM + ",x/miss%20ing", FROM + ",x/truncated")
        .hasSize(flipFound && !unsure ? 3 : 2);
    assertThat(directory.resolve("journal")).doesNotExist();
    assertThat(directory.resolve("report.html")).doesNotExist();
    assertThat(directory.resolve("status.json")).content().contains("\"missing\"");
  }

  @ParameterizedTest
  @EnumSource(VerifiedSides.Kind.class)
  void otherMetadataIsFoundByName(VerifiedSides.Kind kind) throws IOException {
    start(kind);
    server().put(FROM, "x/a", bytes("a"), Map.of("owner", "me"), Map.of("team", "data"));
    server().put(TO, "y/a", bytes("a"), Map.of("owner", "you"), Map.of("team", "date"));
    server().put(FROM, "x/b", bytes("b"), Map.of("owner", "me"), Map.of());
    server().put(TO, "y/b", bytes("b"), Map.of("owner", "me"), Map.of());

    Told run =
        verify(
            "--metadata",
            server().hasTags() ? "user,tags" : "user",
            "--run-dir",
            directory.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(run.count("equal")).isEqualTo(1);
    assertThat(findings().get(0).path("what").toString())
        .contains("owner")
        .contains(server().hasTags() ? "team" : "you");
    assertThat(verify().exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void extraFailsOnlyWhereItIsAsked() {
    start(VerifiedSides.Kind.S3);
    both("a", bytes("a"));
    server().put(TO, "y/extra", bytes("e"));

    assertThat(verify().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(verify().err()).contains("\"finding\":\"extra\"");
    assertThat(verify("--extra", "fail").exitCode()).isEqualTo(ExitCode.DIFFERENT);
    Told ignored = verify("--extra", "ignore");
    assertThat(ignored.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ignored.count("extra")).isZero();
  }

  @Test
  void filesAreComparedWithObjectsInEitherDirection() throws IOException {
    start(VerifiedSides.Kind.S3);
    Path tree = Files.createDirectories(directory.resolve("tree"));
    Files.createDirectories(tree.resolve("sub"));
    Files.writeString(tree.resolve("sub/equal"), "equal");
    Files.writeString(tree.resolve("flipped"), "flipped");
    Files.writeString(tree.resolve("only file"), "f");
    server().put(TO, "y/sub/equal", bytes("equal"));
    server().put(TO, "y/flipped", bytes("flippee"));
    server().put(TO, "y/only object", bytes("o"));

    for (String level : List.of("checksum", "bytes")) {
      Told up = run(tree.toUri().toString(), uri(TO) + "/y/", "--level", level);
      Told down = run(uri(TO) + "/y/", tree.toUri().toString(), "--level", level);

      for (Told run : List.of(up, down)) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(run.count("equal")).isEqualTo(1);
        assertThat(run.count("missing")).isEqualTo(1);
        assertThat(run.count("extra")).isEqualTo(1);
        assertThat(run.count("differs") + run.count("unverified")).isEqualTo(1);
        assertThat(run.count("differs")).isEqualTo(level.equals("bytes") ? 1 : 0);
      }
      assertThat(up.err()).contains("only%20file".replace("%20", " "));
      assertThat(down.err()).contains("only object");
    }
    Told one = run(tree.resolve("sub/equal").toUri().toString(), uri(TO) + "/y/sub/equal");
    assertThat(one.exitCode()).as(one.err()).isEqualTo(ExitCode.OK);
    assertThat(one.count("equal")).isEqualTo(1);
  }

  @Test
  void aDryRunSaysWhatItCostsAndComparesNothing() {
    start(VerifiedSides.Kind.S3);
    server().put(FROM, "x/flipped", bytes("flipped"));
    server().put(TO, "y/flipped", bytes("flippee"));
    both("equal", bytes("equal"));

    Told run = verify("--level", "bytes", "--dry-run");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    JsonNode requests = run.summary().path("requests");
    assertThat(requests.path("head_object").asInt()).isEqualTo(2);
    assertThat(requests.path("read_range").asInt()).isEqualTo(2);
    assertThat(requests.path("list_objects").asInt()).isPositive();
    assertThat(run.count("bytesRead")).isEqualTo(7);
  }

  @Test
  void bucketsOfTwoServicesAreCompared() {
    start(VerifiedSides.Kind.OSS);
    try (VerifiedSides other = VerifiedSides.Kind.S3.start()) {
      server().put(FROM, "x/a", bytes("a"));
      server().put(FROM, "x/b", bytes("b"));
      other.put(TO, "y/a", bytes("a"));
      other.put(TO, "y/b", bytes("c"));
      Map<String, String> settings = new HashMap<>(server().settings());
      settings.putAll(other.settings());

      Told run =
          RUNS.verify(
              settings,
              new Between("oss://" + FROM + "/x/", "s3://" + TO + "/y/"),
              "--level",
              "bytes");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DIFFERENT);
      assertThat(run.count("equal")).isEqualTo(1);
      assertThat(run.count("differs")).isEqualTo(1);
    }
  }

  private void start(VerifiedSides.Kind kind) {
    started = Optional.of(kind.start());
  }

  private VerifiedSides server() {
    return started.orElseThrow();
  }

  private void both(String key, byte[] content) {
    server().put(FROM, "x/" + key, content);
    server().put(TO, "y/" + key, content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private String uri(String bucket) {
    return server().scheme() + "://" + bucket;
  }

  private Told verify(String... options) {
    return run(uri(FROM) + "/x/", uri(TO) + "/y/", options);
  }

  private Told run(String source, String destination, String... options) {
    return RUNS.verify(server().settings(), new Between(source, destination), options);
  }

  private List<JsonNode> findings() throws IOException {
    JsonMapper json = new JsonMapper();
    List<JsonNode> findings = new ArrayList<>();
    for (String line : Files.readAllLines(file("findings-", ".jsonl"))) {
      findings.add(json.readTree(line));
    }
    return findings;
  }

  private Path file(String start, String end) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start))
          .filter(file -> file.getFileName().toString().endsWith(end))
          .findAny()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
