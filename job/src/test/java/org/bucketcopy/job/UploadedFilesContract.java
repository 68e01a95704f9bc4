package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ObjectArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bucketcopy.job.CopiedBucketContract.Held;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job from local files into a bucket of a store. */
interface UploadedFilesContract {
  /** Names that are odd in an address and plain in a file system. */
  List<String> ODD_NAMES =
      List.of(
          "a b",
          "a+b",
          "100% x",
          "not%20decoded",
          "q?x=1&y",
          "h#1.txt",
          "it's \"quoted\"",
          ".hidden",
          "\u65e5\u672c/\ud83d\ude00");

  /** When the files were written, long before they are uploaded. */
  FileTime WRITTEN = FileTime.fromMillis(1_700_000_000_120L);

  /** The scheme of the store's addresses. */
  String scheme();

  /** What Hadoop needs to reach the server, by its names. */
  Map<String, String> settings();

  /** An object of {@link CopiedBucketContract#TO}. */
  Held held(String key);

  /** All keys of {@link CopiedBucketContract#TO}. */
  List<String> keys();

  /** Whether objects have tags. */
  default boolean tagged() {
    return true;
  }

  /** The smallest part but the last, in bytes. */
  default int smallestPart() {
    return 100 << 10;
  }

  /** A proof of what is sent that the store gives. */
  default String checksum() {
    return "auto";
  }

  /** Uploads {@code source} to a destination below the bucket, in parts of 5 MiB. */
  default CopyRun upload(Path source, String destination, String... options) {
    return uploadInParts("5MiB", source, destination, options);
  }

  /** Uploads {@code source} to a destination below the bucket, in parts from 8 MiB on. */
  default CopyRun uploadInParts(
      String partSize, Path source, String destination, String... options) {
    ImmutableMap.Builder<String, String> spark = ImmutableMap.builder();
    settings().forEach((name, value) -> spark.put("spark.hadoop." + name, value));
    return CopyRun.of(
        spark.buildOrThrow(),
        ObjectArrays.concat(
            new String[] {
              "upload",
              "--source",
              "file:" + source,
              "--destination",
              scheme() + "://" + CopiedBucketContract.TO + "/" + destination,
              "--part-size",
              partSize,
              "--multipart-threshold",
              "8MiB"
            },
            options,
            String.class));
  }

  private static Path write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return Files.setLastModifiedTime(file, WRITTEN);
  }

  @Test
  default void everyFileArrivesWithAllItShallCarryAndASecondRunSkipsAll(@TempDir Path directory)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("big", CopiedBucketContract.bytes((23 << 20) + 12345));
    files.put("empty", new byte[0]);
    ODD_NAMES.forEach(name -> files.put("odd/" + name, name.getBytes(UTF_8)));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      write(directory.resolve("tree/" + file.getKey()), file.getValue());
    }
    Files.setLastModifiedTime(Files.createDirectories(directory.resolve("tree/nothing")), WRITTEN);
    String[] tags = tagged() ? new String[] {"--tag", "team=data"} : new String[0];
    String[] options =
        ObjectArrays.concat(
            new String[] {
              "--content-type",
              "text/x; charset=utf-8",
              "--cache-control",
              "max-age=3600",
              "--metadata",
              "owner=me",
              "--preserve",
              "mtime",
              "--empty-directories",
              "marker"
            },
            tags,
            String.class);

    CopyRun first = upload(directory.resolve("tree"), "y/", options);

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OK);
    files.put("nothing/", new byte[0]);
    assertThat(keys())
        .containsExactlyInAnyOrderElementsOf(files.keySet().stream().map("y/"::concat).toList());
    Held big = held("y/big");
    assertThat(big.headers())
        .containsEntry("content-type", "text/x; charset=utf-8")
        .containsEntry("cache-control", "max-age=3600");
    assertThat(big.user()).isEqualTo(Map.of("owner", "me", "mtime", "1700000000.12"));
    assertThat(big.tags()).isEqualTo(tagged() ? Map.of("team", "data") : Map.of());
    files.remove("nothing/");
    files.forEach(
        (key, content) ->
            assertThat(held("y/" + key))
                .as(key)
                .isEqualTo(Held.of(content, big.headers(), big.user(), big.tags())));
    assertThat(first.count("copied")).isEqualTo(files.size() + 1);
    assertThat(first.count("degraded")).as(first.err()).isZero();
    assertThat(first.count("parts")).isEqualTo(5);

    CopyRun second = upload(directory.resolve("tree"), "y/", options);

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertThat(second.count("copied")).isZero();
    assertThat(second.count("skipped")).isEqualTo(files.size() + 1);
    assertThat(second.summary().path("requests").has("head_object")).isFalse();
  }

  @Test
  default void aFileThatWasWrittenSinceIsUploadedAgain(@TempDir Path directory) throws IOException {
    Path file = write(directory.resolve("tree/a.txt"), "one".getBytes(UTF_8));
    write(directory.resolve("tree/b.txt"), "one".getBytes(UTF_8));
    upload(directory.resolve("tree"), "y/");
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 60_000));

    CopyRun again = upload(directory.resolve("tree"), "y/");

    assertThat(again.count("copied")).as(again.err()).isEqualTo(1);
    assertThat(again.count("skipped")).isEqualTo(1);
    assertThat(held("y/a.txt").sha256()).isEqualTo(sha256("two"));
    assertThat(held("y/a.txt").headers()).containsEntry("content-type", "text/plain");
  }

  @Test
  default void aSingleFileGetsTheKeyThatIsNamedOrKeepsItsName(@TempDir Path directory)
      throws IOException {
    Path file = write(directory.resolve("tree/one.json"), "{}".getBytes(UTF_8));

    CopyRun named = upload(file, "x/other.json", "--include", "*.json");
    CopyRun kept = upload(file, "y/", "--include", "*.json");
    CopyRun left = upload(file, "x/left.out", "--exclude", "one.*");

    assertThat(named.exitCode()).as(named.err()).isEqualTo(ExitCode.OK);
    assertThat(kept.exitCode()).as(kept.err()).isEqualTo(ExitCode.OK);
    assertThat(left.exitCode()).as(left.err()).isEqualTo(ExitCode.OK);
    assertThat(left.count("filtered")).isEqualTo(1);
    assertThat(named.err() + kept.err() + left.err()).doesNotContain("matches nothing");
    assertThat(keys()).containsExactlyInAnyOrder("x/other.json", "y/one.json");
    assertThat(held("y/one.json").headers()).containsEntry("content-type", "application/json");
  }

  @Test
  default void whatCannotBeUploadedIsSaidBeforeAnythingIsTouched(@TempDir Path directory)
      throws IOException {
    write(directory.resolve("tree/one"), new byte[1]);

    CopyRun absent = upload(directory.resolve("no tree"), "y/");
    CopyRun folder = upload(directory.resolve("tree"), "y");

    assertThat(absent.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(absent.summary().path("problem").asText()).contains("no tree");
    assertThat(folder.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(folder.summary().path("problem").asText())
        .contains("is a directory: end --destination in /");
    assertThat(keys()).isEmpty();
  }

  @Test
  default void partsAreAsSmallAsTheStoreTakesThem(@TempDir Path directory) throws IOException {
    byte[] content = CopiedBucketContract.bytes((8 << 20) + 12345);
    write(directory.resolve("tree/big"), content);

    CopyRun run =
        uploadInParts("102400B", directory.resolve("tree"), "y/", "--checksum", checksum());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("parts")).isEqualTo(content.length / smallestPart() + 1);
    assertThat(held("y/big").sha256())
        .isEqualTo(Held.of(content, Map.of(), Map.of(), Map.of()).sha256());
  }

  @Test
  default void bytesAreSentNoFasterThanTheyMay(@TempDir Path directory) throws IOException {
    write(directory.resolve("tree/big"), CopiedBucketContract.bytes(9 << 20));
    write(directory.resolve("tree/small"), CopiedBucketContract.bytes(1 << 20));

    CopyRun run = upload(directory.resolve("tree"), "y/", "--max-bytes-per-second", "5MiB");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("copied")).isEqualTo(2);
    // 10 MiB take two seconds, but for bursts.
    assertThat(run.count("millis")).isGreaterThan(1_800);
  }

  @Test
  default void aDryRunCountsWhatAnUploadThenMakes(@TempDir Path directory) throws IOException {
    write(directory.resolve("tree/big"), CopiedBucketContract.bytes(9 << 20));
    write(directory.resolve("tree/small"), new byte[1]);

    String[] tags = tagged() ? new String[] {"--tag", "team=data"} : new String[0];

    CopyRun dry = upload(directory.resolve("tree"), "y/", ObjectArrays.concat("--dry-run", tags));
    CopyRun real = upload(directory.resolve("tree"), "y/", tags);

    assertThat(keys()).hasSize(2);
    assertThat(dry.count("planned")).isEqualTo(2);
    assertThat(dry.count("parts")).isEqualTo(2);
    JsonNode made = real.summary().path("requests");
    dry.summary()
        .path("requests")
        .properties()
        .forEach(
            call ->
                assertThat(made.path(call.getKey()).asLong())
                    .as(call.getKey())
                    .isGreaterThanOrEqualTo(call.getValue().asLong()));
    assertThat(dry.summary().path("requests").path("upload_part").asLong()).isEqualTo(2);
    assertThat(dry.summary().path("requests").path("put_object").asLong()).isEqualTo(1);
    assertThat(dry.summary().path("requests").path("read_tags").asLong())
        .isEqualTo(made.path("read_tags").asLong())
        .isEqualTo(tagged() ? 1 : 0);
  }

  private static String sha256(String text) {
    return Held.of(text.getBytes(UTF_8), Map.of(), Map.of(), Map.of()).sha256();
  }
}
