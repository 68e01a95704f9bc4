package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ObjectArrays;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.permission.FsPermission;
import org.bucketcopy.job.journal.Journals;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.HdfsCluster;
import org.bucketcopy.job.servers.oss.OssCallKind;
import org.bucketcopy.job.servers.oss.OssLogin;
import org.bucketcopy.job.servers.oss.OssServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with a real HDFS as its source, and as its run directory. */
final class HdfsJobTest {
  private static final OssLogin LOGIN = new OssLogin("LTAI-hdfs", "its-secret", Optional.empty());
  private static final String BUCKET = "archive";

  /** Names that are odd in an address, in a pattern or in a shell. */
  private static final List<String> ODD_NAMES =
      List.of("[a]{b}*", "back\\slash", "tab\there", "a\u0301", " edge ", "%2F", "a=1");

  private static final int PART = 1 << 20;
  private static final int IN_FLIGHT = 4;

  @TempDir static Path directory;
  private static HdfsCluster hdfs;

  private final OssServer server = started();
  private String root = "/";

  @BeforeAll
  static void startHdfs() throws IOException {
    hdfs = HdfsCluster.start(directory);
  }

  @AfterAll
  static void stopHdfs() {
    hdfs.close();
  }

  private static OssServer started() {
    try {
      OssServer server = new OssServer(1000);
      server.accept(LOGIN);
      server.create(BUCKET, OssServer.REGION);
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void nameRoot(TestInfo test) {
    root = "/" + test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void filesOfSeveralBlocksAndOddNamesArriveAndASecondRunSkipsAll() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("big", CopiedBucketContract.bytes(3 * HdfsCluster.BLOCK + 12345));
    files.put("blocks", CopiedBucketContract.bytes(2 * HdfsCluster.BLOCK));
    files.put("empty", new byte[0]);
    UploadedFilesContract.ODD_NAMES.forEach(name -> files.put("odd/" + name, name.getBytes(UTF_8)));
    ODD_NAMES.forEach(name -> files.put("odd/" + name, name.getBytes(UTF_8)));
    write(files);
    hdfs.files().mkdirs(path("/tree/nothing"));
    CopiedBucketContract.awaitNextSecond();

    CopyRun first = upload("--empty-directories", "marker");

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OK);
    files.put("nothing/", new byte[0]);
    assertHeld(files);
    assertThat(first.count("copied")).isEqualTo(files.size());
    assertThat(first.count("degraded")).isZero();
    assertThat(first.count("parts")).isEqualTo(4 + 3);

    CopyRun second = upload("--empty-directories", "marker");

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertThat(second.count("copied")).isZero();
    assertThat(second.count("skipped")).isEqualTo(files.size());
  }

  @Test
  void whatAUserMayNotReadFailsAloneAndNamesPathAndUser() throws IOException {
    write(Map.of("here", new byte[5], "hidden/below", new byte[1], "secret", new byte[7]));
    hdfs.files().setPermission(path("/tree/hidden"), new FsPermission((short) 0700));
    hdfs.files().setPermission(path("/tree/secret"), new FsPermission((short) 0600));

    hdfs.files().mkdirs(path("/run"));
    hdfs.files().setPermission(path("/run"), new FsPermission((short) 0777));

    CopyRun run = HdfsCluster.as("guest", () -> upload("--run-dir", hdfs.address(root + "/run")));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
    assertHeld(Map.of("here", new byte[5]));
    assertThat(run.count("failed")).isEqualTo(2);
    assertReported("/tree/hidden", "not allowed for user guest");
    assertReported("/tree/secret", "not allowed for user guest");
  }

  /** A small one is as long as the NameNode knows, and a large one has whole blocks. */
  @Test
  void aFileThatIsStillWrittenIsRefusedWithTheReason() throws IOException {
    write(Map.of("closed", new byte[5]));
    server.put(BUCKET, "y/small", new byte[3], Map.of(), "Standard");

    try (OutputStream small = hdfs.open(root + "/tree/small", new byte[20]);
        OutputStream large = hdfs.open(root + "/tree/large", new byte[2 * HdfsCluster.BLOCK + 1])) {
      CopyRun run = upload("--if-exists", "overwrite", "--run-dir", hdfs.address(root + "/run"));

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(run.count("failed")).isEqualTo(2);
      assertThat(run.count("copied")).isEqualTo(1);
      assertReported("/tree/small", "somebody still writes it");
      assertReported("/tree/large", "somebody still writes it");
      assertHeld(Map.of("closed", new byte[5], "small", new byte[3]));
      assertThat(small).isNotSameAs(large);
    }
  }

  @Test
  void partsAreReadFromTheOtherDataNodeWhenOneStops() throws Exception {
    Map<String, byte[]> files =
        Map.of(
            "one", CopiedBucketContract.bytes(24 * HdfsCluster.BLOCK),
            "small", CopiedBucketContract.bytes(1000));
    write(files);
    CompletableFuture<HdfsCluster.StoppedNode> stopped = new CompletableFuture<>();
    atPart(IN_FLIGHT + 1, () -> stopped.complete(hdfs.stop(0)));

    CopyRun run = upload();

    try (HdfsCluster.StoppedNode node = stopped.join()) {
      assertThat(node).isNotNull();
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertHeld(files);
      assertThat(server.uploadsOpen(BUCKET)).isZero();
    }
  }

  @Test
  void aRunDirectoryOnHdfsIsLockedAndResumed() throws IOException {
    Map<String, byte[]> files =
        Map.of(
            "one", CopiedBucketContract.bytes(20 * HdfsCluster.BLOCK),
            "two", CopiedBucketContract.bytes(20 * HdfsCluster.BLOCK));
    write(files);
    String run = root + "/run";
    String[] inRunDirectory = {"--run-dir", hdfs.address(run)};
    atPart(10, Thread.currentThread()::interrupt);

    CopyRun first = upload(inRunDirectory);

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(server.uploadsOpen(BUCKET)).isPositive();
    assertThat(first.count("uploadsLeftOpen")).isEqualTo(server.uploadsOpen(BUCKET));
    long sent = partsSent();
    assertThat(hdfs.files().exists(path("/run/lock.json"))).isFalse();
    assertThat(hdfs.files().getFileStatus(path("/run/journal")).getPermission())
        .isEqualTo(new FsPermission((short) 0700));

    try (Closeable alive = Journals.lock(hdfs.files(), path("/run"))) {
      CopyRun refused = upload(inRunDirectory);

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(refused.summary().path("problem").asText()).contains("--break-lock");
      assertThat(alive).isNotNull();
    }
    assertThat(status(run).exitCode()).as("that of the first").isEqualTo(ExitCode.INTERRUPTED);

    CopyRun second = upload(inRunDirectory);

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertHeld(files);
    assertThat(server.uploadsOpen(BUCKET)).isZero();
    assertThat(partsSent()).isLessThanOrEqualTo(parts(files) + IN_FLIGHT);
    assertThat(second.count("parts")).isLessThanOrEqualTo(parts(files) - sent + IN_FLIGHT);
    assertThat(hdfs.files().exists(path("/run/journal"))).isFalse();
    assertThat(hdfs.files().exists(path("/run/lock.json"))).isFalse();
    CopyRun status = status(run);
    assertThat(status.exitCode()).as(status.err()).isEqualTo(ExitCode.OK);
    assertThat(status.summary().path("run").path("parts")).isEqualTo(second.summary().get("parts"));
    assertThat(hdfs.files().listStatus(path("/run")))
        .extracting(file -> file.getPath().getName() + " " + file.getPermission())
        .containsExactly("report.html rw-------", "report.json rw-------", "status.json rw-------");
  }

  private CopyRun status(String run) {
    return CopyRun.of(Map.of(), "status", "--run-dir", hdfs.address(run));
  }

  private CopyRun upload(String... options) {
    ImmutableMap.Builder<String, String> settings = ImmutableMap.builder();
    server.settings(LOGIN).forEach((name, value) -> settings.put("spark.hadoop." + name, value));
    return CopyRun.of(
        settings.buildOrThrow(),
        ObjectArrays.concat(
            new String[] {
              "upload",
              "--source",
              hdfs.address(root + "/tree"),
              "--destination",
              "oss://" + BUCKET + "/y/",
              "--part-size",
              "1MiB",
              "--multipart-threshold",
              "1MiB",
              "--in-flight",
              "" + IN_FLIGHT
            },
            options,
            String.class));
  }

  private static long parts(Map<String, byte[]> files) {
    return files.values().stream().mapToLong(file -> 1 + (file.length - 1) / PART).sum();
  }

  private void write(Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      hdfs.write(root + "/tree/" + file.getKey(), file.getValue());
    }
  }

  private org.apache.hadoop.fs.Path path(String below) {
    return new org.apache.hadoop.fs.Path(root + below);
  }

  private void atPart(int number, Runnable action) {
    AtomicInteger parts = new AtomicInteger();
    server.watch(
        kind -> {
          if (kind == OssCallKind.UPLOAD_PART && parts.incrementAndGet() == number) {
            action.run();
          }
          return Optional.empty();
        });
  }

  private void assertReported(String path, String message) throws IOException {
    FileStatus[] reports = hdfs.files().globStatus(path("/run/report-*"));
    assertThat(reports).hasSize(1);
    try (InputStream report = hdfs.files().open(reports[0].getPath())) {
      assertThat(new String(report.readAllBytes(), UTF_8).lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("\"source\":\"" + hdfs.address(root + path) + "\"")
                      .contains(message));
    }
  }

  private long partsSent() {
    return server.requests().stream()
        .filter(request -> request.method().equals("PUT"))
        .filter(request -> request.query().containsKey("uploadId"))
        .count();
  }

  private void assertHeld(Map<String, byte[]> files) {
    assertThat(server.keys(BUCKET))
        .containsExactlyInAnyOrderElementsOf(files.keySet().stream().map("y/"::concat).toList());
    files.forEach(
        (key, content) -> assertThat(server.read(BUCKET, "y/" + key)).as(key).isEqualTo(content));
  }
}
