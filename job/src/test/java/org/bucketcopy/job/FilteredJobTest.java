package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ObjectArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bucketcopy.job.fuzz.CopyStage.Told;
import org.bucketcopy.job.fuzz.Runner;
import org.bucketcopy.job.fuzz.SharedSpark;
import org.bucketcopy.job.fuzz.Verifications;
import org.bucketcopy.job.fuzz.Verifications.Between;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.virtual.Fault;
import org.bucketcopy.job.servers.virtual.HeldObject;
import org.bucketcopy.job.servers.virtual.Holdings;
import org.bucketcopy.job.servers.virtual.Operation;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;
import org.bucketcopy.job.servers.virtual.VirtualS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left out by other things than its key. */
final class FilteredJobTest {
  private static final Between SIDES =
      new Between("s3://" + VirtualS3.SOURCE + "/x/", "s3://" + VirtualS3.DESTINATION + "/y/");
  private static final SharedSpark SPARK = new SharedSpark();
  private static final Verifications RUNS = new Verifications(new Runner(BucketCopy::run, SPARK));

  private final VirtualS3 server = VirtualS3.start(Holdings.of(SyntheticKeys.none()));

  @TempDir Path directory;

  @AfterAll
  static void stopSpark() {
    SPARK.close();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void put(String bucket, String key, long size, Duration age) {
    server.put(
        bucket,
        key,
        new HeldObject("a".repeat(32), size, Map.of(), Map.of()),
        Instant.now().minus(age),
        List.of());
  }

  private Told run(String command, Between sides, String... options) {
    Map<String, String> settings =
        Map.of(
            "fs.s3a.endpoint", server.endpoint().toString(),
            "fs.s3a.access.key", "user",
            "fs.s3a.secret.key", "unchecked");
    return RUNS.run(command, settings, sides, options);
  }

  private List<String> arrived() {
    return List.copyOf(server.held(VirtualS3.DESTINATION).keySet());
  }

  private void sizesAndAges() {
    put(VirtualS3.SOURCE, "x/small", 9, Duration.ofHours(1));
    put(VirtualS3.SOURCE, "x/right", 10, Duration.ofHours(1));
    put(VirtualS3.SOURCE, "x/old", 10, Duration.ofHours(37));
    put(VirtualS3.SOURCE, "x/tmp", 10, Duration.ofHours(1));
    put(VirtualS3.SOURCE, "x/large", 1001, Duration.ofHours(1));
  }

  private String[] filters() throws IOException {
    Path list = Files.writeString(directory.resolve("list"), "# of this run\n\n/tmp\n");
    return new String[] {
      "--min-size",
      "10B",
      "--max-size",
      "1KB",
      "--newer-than",
      "36h",
      "--older-than",
      Instant.now().plusSeconds(60).toString(),
      "--exclude-from",
      list.toString()
    };
  }

  @Test
  void aCopyTakesWhatHasTheSizeAndTheAge() throws IOException {
    sizesAndAges();

    Told told = run("copy", SIDES, filters());

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OK);
    assertThat(arrived()).containsExactly("y/right");
    assertThat(told.count("listed")).isEqualTo(5);
    assertThat(told.count("filtered")).isEqualTo(4);
  }

  @Test
  void aVerificationLooksAtWhatACopyTakes() throws IOException {
    sizesAndAges();
    put(VirtualS3.DESTINATION, "y/right", 10, Duration.ZERO);
    put(VirtualS3.DESTINATION, "y/extra", 10, Duration.ofDays(9));
    put(VirtualS3.DESTINATION, "y/little", 1, Duration.ZERO);

    Told told = run("verify", SIDES, filters());

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OK);
    assertThat(told.count("equal")).isEqualTo(1);
    assertThat(told.count("extra")).isEqualTo(1);
    assertThat(told.count("filtered")).isEqualTo(5);
  }

  @Test
  void anUploadTakesWhatHasTheSizeAndTheAge() throws IOException {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.writeString(tree.resolve("small"), "a");
    Files.writeString(tree.resolve("right"), "0123456789");
    Files.writeString(tree.resolve("tmp"), "0123456789");
    Path old = Files.writeString(tree.resolve("old"), "0123456789");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    Told told = run("upload", new Between("file:" + tree, SIDES.destination()), filters());

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OK);
    assertThat(arrived()).containsExactly("y/right");
    assertThat(told.count("filtered")).isEqualTo(3);
  }

  /** Although copies get another class, as {@code create.storage.class} and its option want. */
  @Test
  void aStorageClassIsThatOfTheSource() {
    put(VirtualS3.SOURCE, "x/rare", 9, Duration.ZERO);
    put(VirtualS3.SOURCE, "x/often", 9, Duration.ZERO);
    run("copy", SIDES, "--include", "/rare", "--storage-class", "STANDARD_IA");
    run("copy", SIDES, "--include", "/often");
    Between back = new Between(SIDES.destination(), "s3://" + VirtualS3.SOURCE + "/z/");

    Told rare =
        run("copy", back, "--source-storage-class", "standard_ia", "--storage-class", "GLACIER_IR");
    assertThat(rare.count("copied")).as(rare.err()).isEqualTo(1);
    assertThat(server.held(VirtualS3.SOURCE)).containsKey("z/rare").doesNotContainKey("z/often");

    Told check =
        run(
            "verify",
            new Between("s3://" + VirtualS3.SOURCE + "/z/", SIDES.destination()),
            "--source-storage-class",
            "GLACIER_IR");
    assertThat(check.count("equal")).as(check.err()).isEqualTo(1);
    assertThat(check.count("extra")).isEqualTo(1);
  }

  /** Pages of a thousand keys: of all of the source there are five. */
  @Test
  void noMoreIsListedThanTheIncludesNeed() {
    for (int i = 0; i < 4000; i++) {
      put(VirtualS3.SOURCE, "x/2023/" + i, 9, Duration.ofHours(1));
    }
    put(VirtualS3.SOURCE, "x/2024/01/a", 9, Duration.ofHours(1));
    put(VirtualS3.SOURCE, "x/2024/01/b", 9, Duration.ofHours(1));
    put(VirtualS3.DESTINATION, "y/2023/left", 9, Duration.ofHours(1));
    String[] includes = {
      "--include", "/2024/{01,02}/**", "--include", "/2024/03", "--exclude", "b"
    };

    Told dry = run("copy", SIDES, ObjectArrays.concat(includes, "--dry-run"));
    assertThat(dry.err()).contains("more than s3://source/x/2024/0: nothing else is listed");
    assertThat(dry.summary().path("narrowedTo").asText()).isEqualTo("s3://source/x/2024/0");
    assertThat(dry.summary().path("requests").path("list_objects").asInt()).isLessThanOrEqualTo(4);
    assertThat(dry.count("planned")).isEqualTo(1);

    Told told = run("copy", SIDES, includes);
    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCode.OK);
    assertThat(told.count("listed")).isEqualTo(2);
    assertThat(told.count("filtered")).isEqualTo(1);
    assertThat(arrived()).containsExactly("y/2023/left", "y/2024/01/a");

    put(VirtualS3.DESTINATION, "y/2024/02/extra", 9, Duration.ZERO);
    Told check = run("verify", SIDES, includes);
    assertThat(check.count("equal")).as(check.err()).isEqualTo(1);
    assertThat(check.count("extra")).isEqualTo(1);
    assertThat(check.count("filtered")).isEqualTo(1);
    assertThat(check.summary().path("narrowedTo").asText()).isEqualTo("s3://source/x/2024/0");
  }

  @Test
  void aRunIsResumedByTheSameFiltersOnly() throws IOException {
    sizesAndAges();
    Path list = Files.writeString(directory.resolve("list"), "/right\n", UTF_8);
    String[] options = {
      "--run-dir",
      directory.resolve("run").toString(),
      "--include-from",
      list.toString(),
      "--min-size",
      "10B",
      "--tags",
      "required"
    };
    server.cues().next(Operation.COPY_OBJECT, Fault.ACCESS_DENIED);

    assertThat(run("copy", SIDES, options).exitCode()).isEqualTo(ExitCode.OBJECTS_FAILED);
    Files.writeString(list, "/left\n");
    Told other = run("copy", SIDES, options);
    Files.writeString(list, "# the same\n/right\n");
    Told same = run("copy", SIDES, options);

    assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(other.err()).contains("was --include-from of 1 patterns with the SHA-256");
    assertThat(same.exitCode()).as(same.err()).isEqualTo(ExitCode.OK);
    assertThat(arrived()).containsExactly("y/right");
  }
}
