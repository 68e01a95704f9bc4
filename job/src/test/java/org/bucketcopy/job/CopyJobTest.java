package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.EmbeddedS3;
import org.bucketcopy.job.servers.S3Access;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The whole job on a local Spark, against a server with real bytes. */
final class CopyJobTest {
  private static final int MIB = 1024 * 1024;
  private static final List<String> ODD_KEYS =
      List.of("a b", "a+b", "100% x", "q?x=1&y", "h#1", "\u65e5\u672c/\ud83d\ude00", "tab\tx");

  private static EmbeddedS3 server;
  private static S3AsyncClient client;
  private static Map<String, String> settings;

  private final String from = "from-" + new Random().nextInt(Integer.MAX_VALUE);
  private final String to = "to-" + new Random().nextInt(Integer.MAX_VALUE);

  @BeforeAll
  static void start() {
    server = EmbeddedS3.inMemory();
    S3Access access = server.access();
    client = access.client();
    ImmutableMap.Builder<String, String> spark = ImmutableMap.builder();
    access.settings().forEach((name, value) -> spark.put("spark.hadoop.fs.s3a." + name, value));
    settings = spark.buildOrThrow();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @BeforeEach
  void buckets() {
    client.createBucket(request -> request.bucket(from)).join();
    client.createBucket(request -> request.bucket(to)).join();
  }

  @Test
  void aTreeOfObjectsArrivesWholeAndASecondRunCopiesNothing(@TempDir Path directory)
      throws IOException {
    byte[] big = bytes(23 * MIB);
    put("x/big", big);
    put("x/empty", new byte[0]);
    ODD_KEYS.forEach(key -> put("x/odd/" + key, key.getBytes(UTF_8)));
    put("elsewhere", bytes(5));
    Path summary = directory.resolve("summary.json");
    CopiedBucketContract.awaitNextSecond();

    CopyRun first =
        copy("--part-size", "5MiB", "--multipart-threshold", "8MiB", "--summary", "" + summary);

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OK);
    assertThat(get("y/big")).isEqualTo(big);
    assertThat(get("y/empty")).isEmpty();
    ODD_KEYS.forEach(key -> assertThat(get("y/odd/" + key)).isEqualTo(key.getBytes(UTF_8)));
    assertThat(first.count("copied")).isEqualTo(ODD_KEYS.size() + 2);
    assertThat(first.count("parts")).isEqualTo(5);
    assertThat(first.out().lines()).hasSize(1);
    assertThat(Files.readString(summary)).isEqualTo(first.out());
    HeadObjectResponse head = head("y/big");
    assertThat(head.contentType()).isEqualTo("application/x-big");
    assertThat(head.metadata()).containsEntry("owner", "me");

    CopyRun second = copy();

    assertThat(second.count("copied")).isZero();
    assertThat(second.count("skipped")).isEqualTo(ODD_KEYS.size() + 2);
    assertThat(second.summary().path("requests").has("copy_object")).isFalse();
  }

  @Test
  void whatExistsIsOverwrittenOrRefusedAsTold(@TempDir Path directory) throws IOException {
    put("x/a", bytes(10));
    put("x/b", bytes(10));
    client.putObject(r -> r.bucket(to).key("y/a"), AsyncRequestBody.fromBytes(new byte[10])).join();

    CopyRun careful = copy("--if-exists", "fail", "--run-dir", directory.toString());

    assertThat(careful.exitCode()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertThat(careful.count("copied")).isEqualTo(1);
    assertThat(get("y/a")).isEqualTo(new byte[10]);
    JsonNode line = reportLines(directory).get(0);
    assertThat(line.path("source").asText()).isEqualTo("s3://" + from + "/x/a");
    assertThat(line.path("reason").asText()).isEqualTo("ALREADY_EXISTS");

    CopyRun bold = copy("--if-exists", "overwrite");

    assertThat(bold.count("copied")).isEqualTo(2);
    assertThat(get("y/a")).isEqualTo(content(from, "x/a"));
  }

  @Test
  void aDryRunCountsAndCopiesNothing() {
    put("x/big", bytes(23 * MIB));
    put("x/small", bytes(10));
    put("x/left/out", bytes(10));

    String[] options = {
      "--part-size", "5MiB", "--multipart-threshold", "8MiB", "--exclude", "/left/**", "--dry-run"
    };
    CopyRun dry = copy(options);

    assertThat(dry.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(dry.count("planned")).isEqualTo(2);
    assertThat(dry.count("filtered")).isEqualTo(1);
    assertThat(dry.count("parts")).isEqualTo(5);
    assertThat(dry.count("plannedBytes")).isEqualTo(23L * MIB + 10);
    assertThat(dry.summary().path("requests").path("copy_part").asLong()).isEqualTo(5);
    assertThat(client.listObjectsV2(r -> r.bucket(to)).join().contents()).isEmpty();

    CopyRun made = copy(Arrays.copyOf(options, options.length - 1));
    assertThat(dry.summary().path("requests").path("list_objects").asLong())
        .isPositive()
        .isEqualTo(made.summary().path("requests").path("list_objects").asLong());
  }

  @Test
  void whatCannotRunSaysWhy() {
    CopyRun missing =
        CopyRun.of(
            settings,
            "copy",
            "--source",
            "s3://no-such-bucket-here/",
            "--destination",
            "s3://" + to + "/");

    assertThat(missing.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(missing.err()).contains("no-such-bucket-here");
    assertThat(missing.summary().path("problem").asText()).contains("no-such-bucket-here");
  }

  @Test
  void noSecretIsToldAnywhere(@TempDir Path directory) throws IOException {
    put("x/a", bytes(10));
    Map<String, String> withEvents =
        ImmutableMap.<String, String>builder()
            .putAll(settings)
            .put("spark.eventLog.enabled", "true")
            .put("spark.eventLog.compress", "false")
            .put("spark.eventLog.dir", directory.toUri().toString())
            .buildOrThrow();

    CopyRun run =
        CopyRun.of(
            withEvents,
            "copy",
            "--source",
            "s3://" + from + "/x/",
            "--destination",
            "s3://" + to + "/y/",
            "--run-dir",
            directory.resolve("run").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    String secret = server.access().secretKey();
    assertThat(run.out()).doesNotContain(secret);
    assertThat(run.err()).doesNotContain(secret);
    List<Path> files = files(directory);
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(Files.readString(file, UTF_8)).as("" + file).doesNotContain(secret);
    }
  }

  private CopyRun copy(String... options) {
    return CopyRun.of(
        settings,
        Stream.concat(
                Stream.of(
                    "copy",
                    "--source",
                    "s3://" + from + "/x/",
                    "--destination",
                    "s3://" + to + "/y/"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<JsonNode> reportLines(Path directory) throws IOException {
    JsonMapper json = new JsonMapper();
    for (Path file : files(directory)) {
      if (file.getFileName().toString().startsWith("report-")) {
        return json.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).readAll();
      }
    }
    return List.of();
  }

  private static byte[] bytes(int size) {
    byte[] content = new byte[size];
    new Random().nextBytes(content);
    return content;
  }

  private void put(String key, byte[] content) {
    client
        .putObject(
            r ->
                r.bucket(from)
                    .key(key)
                    .contentType("application/x-big")
                    .metadata(Map.of("owner", "me")),
            AsyncRequestBody.fromBytes(content))
        .join();
  }

  private byte[] get(String key) {
    return content(to, key);
  }

  private static byte[] content(String bucket, String key) {
    return client
        .getObject(r -> r.bucket(bucket).key(key), AsyncResponseTransformer.toBytes())
        .join()
        .asByteArray();
  }

  private HeadObjectResponse head(String key) {
    return client.headObject(r -> r.bucket(to).key(key)).join();
  }
}
