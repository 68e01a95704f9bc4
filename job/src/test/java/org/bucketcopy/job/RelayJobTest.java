package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bucketcopy.job.VerifiedSides.Kind;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole job where the bytes go through the executors, between services and logins. */
final class RelayJobTest {
  private static final String FROM = VerifiedSides.FROM;
  private static final String TO = VerifiedSides.TO;
  private static final int PART = 5 << 20;

  private final List<VerifiedSides> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(VerifiedSides::close);
  }

  private VerifiedSides start(Kind kind) {
    VerifiedSides server = kind.start();
    servers.add(server);
    return server;
  }

  static Stream<Arguments> pairs() {
    List<Kind> kinds = ImmutableList.copyOf(Kind.values());
    return kinds.stream()
        .flatMap(from -> kinds.stream().filter(to -> to != from).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void objectsOfEverySizeComeOverWithAllThatTheyCarry(Kind from, Kind to) {
    VerifiedSides source = start(from);
    VerifiedSides destination = start(to);
    // The embedded server takes two slashes for one.
    List<String> keys =
        CopiedBucketContract.ODD_KEYS.stream()
            .filter(key -> !key.contains("//") || !List.of(from, to).contains(Kind.S3))
            .toList();
    for (String key : keys) {
      source.put(FROM, "x/" + key, key.getBytes(UTF_8));
    }
    source.put(FROM, "x/empty", new byte[0]);
    source.put(
        FROM, "x/one part", CopiedBucketContract.bytes(PART - 1), Map.of("a", "b"), Map.of());
    source.put(
        FROM, "x/parts", CopiedBucketContract.bytes(2 * PART + 7), Map.of("owner", "me"), tags());
    source.put(FROM, "x/tagged", new byte[1], Map.of("owner", "me"), tags());
    long all = keys.size() + 4L;

    CopyRun run =
        run(
            "copy",
            source,
            destination,
            "--route",
            "relay",
            "--part-size",
            "5MiB",
            "--multipart-threshold",
            "5MiB");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("copied")).isEqualTo(all);
    assertThat(run.count("degraded")).isEqualTo(destination.hasTags() || !source.hasTags() ? 0 : 2);
    assertThat(run.summary().path("route").asText()).isEqualTo("relay");
    assertThat(run.count("parts")).isEqualTo(3);
    assertThat(run.count("sentBytes")).isEqualTo(run.count("copiedBytes"));
    CopyRun verified =
        run(
            "verify",
            source,
            destination,
            "--level",
            "bytes",
            "--all",
            "--metadata",
            destination.hasTags() ? "headers,user,tags" : "headers,user");
    assertThat(verified.exitCode()).as(verified.err()).isEqualTo(ExitCode.OK);
    assertThat(verified.count("equal")).isEqualTo(all);
  }

  private static Map<String, String> tags() {
    return Map.of("team", "data");
  }

  @ParameterizedTest
  @CsvSource({"OSS,BOS", "RGW,S3"})
  void aCopyBetweenServicesSaysWhatARelayWouldMove(Kind from, Kind to) {
    VerifiedSides source = start(from);
    VerifiedSides destination = start(to);
    source.put(FROM, "x/a", new byte[10]);
    source.put(FROM, "x/b", new byte[20]);

    CopyRun refused = run("copy", source, destination);

    assertThat(refused.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(refused.summary().path("problem").asText())
        .contains("a server-side copy works only within one service")
        .contains("--route relay would move 30 bytes in 2 objects");

    CopyRun dry = run("copy", source, destination, "--route", "auto", "--dry-run");

    assertThat(dry.exitCode()).as(dry.err()).isEqualTo(ExitCode.OK);
    assertThat(dry.summary().path("route").asText()).isEqualTo("relay");
    assertThat(dry.count("sentBytes")).isEqualTo(30);
    assertThat(dry.err()).contains("objects are relayed through the executors");
  }

  @Test
  void twoLoginsThatKnowOnlyTheirOwnServerAreEnough(@TempDir Path directory) throws IOException {
    VerifiedSides source = start(Kind.OSS);
    VerifiedSides destination = start(Kind.OSS);
    source.put(FROM, "x/a", new byte[10]);
    source.put(FROM, "x/big", CopiedBucketContract.bytes(300 << 10));

    CopyRun run =
        run(
            "copy",
            source,
            destination,
            "--route",
            "auto",
            "--multipart-threshold",
            "200KiB",
            "--run-dir",
            directory.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("copied")).isEqualTo(2);
    assertThat(run.summary().path("route").asText()).isEqualTo("relay");
    assertThat(run.summary().path("proved").has("size")).isFalse();
  }

  @Test
  void anEtagCannotBeKept() {
    VerifiedSides source = start(Kind.BOS);
    VerifiedSides destination = start(Kind.OSS);
    source.put(FROM, "x/a", new byte[10]);

    CopyRun relay = run("copy", source, destination, "--route", "relay", "--keep-etag");
    CopyRun auto = run("copy", source, destination, "--route", "auto", "--keep-etag");

    assertThat(relay.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(auto.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(auto.summary().path("problem").asText()).contains("--keep-etag");
  }

  @Test
  void theReportSaysWhichSideHasFailed(@TempDir Path directory) throws IOException {
    VerifiedSides source = start(Kind.BOS);
    VerifiedSides destination = start(Kind.OSS);
    source.put(FROM, "x/" + "k".repeat(1022), new byte[10]);

    CopyRun run =
        run("copy", source, destination, "--route", "relay", "--run-dir", directory.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    try (Stream<Path> files = Files.list(directory)) {
      Path report =
          files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
      assertThat(Files.readString(report)).contains("\"side\":\"destination\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"server-side,--max-bytes-per-second needs a relay", "relay,ok"})
  void bytesAreLimitedWhereThereAreAny(String route, String outcome) {
    VerifiedSides server = start(Kind.OSS);
    server.put(FROM, "x/a", new byte[10]);

    CopyRun run = run("copy", server, server, "--route", route, "--max-bytes-per-second", "10MB");

    assertThat(run.exitCode()).isEqualTo(outcome.equals("ok") ? ExitCode.OK : ExitCode.USAGE);
  }

  private static CopyRun run(
      String command, VerifiedSides source, VerifiedSides destination, String... options) {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(ofBucket(source, FROM));
    settings.putAll(ofBucket(destination, TO));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--source",
                source.scheme() + "://" + FROM + "/x/",
                "--destination",
                destination.scheme() + "://" + TO + "/y/"));
    arguments.addAll(List.of(options));
    return CopyRun.of(settings, arguments.toArray(String[]::new));
  }

  /** The settings of a server as those of one bucket of it, so that two may have one scheme. */
  private static Map<String, String> ofBucket(VerifiedSides server, String bucket) {
    Map<String, String> settings = new HashMap<>();
    server
        .settings()
        .forEach(
            (name, value) -> {
              String prefix = name.substring(0, name.indexOf('.', "fs.".length()) + 1);
              settings.put(
                  "spark.hadoop."
                      + prefix
                      + "bucket."
                      + bucket
                      + "."
                      + name.substring(prefix.length()),
                  value);
            });
    return settings;
  }
}
