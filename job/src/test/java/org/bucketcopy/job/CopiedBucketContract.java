package org.bucketcopy.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ObjectArrays;
import com.google.common.hash.Hashing;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.junit.jupiter.api.Test;

/** What the whole job, on a local Spark, does with a bucket of any store. */
interface CopiedBucketContract {
  /** Where the copied objects are, below any prefix. */
  String FROM = "from-bucket";

  /** Where their copies go. */
  String TO = "to-bucket";

  /** Keys that a careless client gets wrong, and that every store takes. */
  List<String> ODD_KEYS =
      List.of(
          "a b",
          "a+b",
          "100% x",
          "not%20decoded",
          "q?x=1&y",
          "h#1",
          "it's \"quoted\"",
          "double//slash",
          "\u65e5\u672c/\ud83d\ude00");

  Map<String, String> HEADERS =
      Map.of(
          "content-type", "text/csv; charset=utf-8",
          "cache-control", "max-age=3600",
          "content-disposition", "attachment; filename=\"a.csv\"",
          "content-encoding", "gzip",
          "content-language", "de-CH");
  Map<String, String> USER = Map.of("owner", "me", "made-by", "a test");
  Map<String, String> TAGS = Map.of("team", "data", "cost centre", "a+b/c");

  /**
   * An object as the server holds it.
   *
   * @param sha256 digest of its bytes
   * @param headers content headers by lower-case name
   * @param user user metadata, without the entry that the job adds
   * @param tags its tags
   */
  record Held(
      String sha256,
      Map<String, String> headers,
      Map<String, String> user,
      Map<String, String> tags) {
    static Held of(
        byte[] content,
        Map<String, String> headers,
        Map<String, String> user,
        Map<String, String> tags) {
      Map<String, String> unmarked = new TreeMap<>(user);
      unmarked.remove("bucket-copy-upload");
      return new Held(
          Hashing.sha256().hashBytes(content).toString(),
          new TreeMap<>(headers),
          unmarked,
          new TreeMap<>(tags));
    }
  }

  /** The scheme of the store's addresses. */
  String scheme();

  /** What Hadoop needs to reach the server, by its names. */
  Map<String, String> settings();

  /** Puts an object with {@link #HEADERS}, {@link #USER} and {@link #TAGS} into {@link #FROM}. */
  void put(String key, byte[] content);

  /** An object of {@link #TO}. */
  Held held(String key);

  /** All keys of {@link #TO}. */
  List<String> keys();

  /** Copies {@code x/} of {@link #FROM} to {@code y/} of {@link #TO}. */
  default CopyRun copy(String... options) {
    ImmutableMap.Builder<String, String> spark = ImmutableMap.builder();
    settings().forEach((name, value) -> spark.put("spark.hadoop." + name, value));
    return CopyRun.of(
        spark.buildOrThrow(),
        ObjectArrays.concat(
            new String[] {
              "copy",
              "--source",
              scheme() + "://" + FROM + "/x/",
              "--destination",
              scheme() + "://" + TO + "/y/"
            },
            options,
            String.class));
  }

  /** A run that copies by parts what is larger than 2 MiB. */
  default CopyRun copyInParts(String... options) {
    return copy(
        ObjectArrays.concat(
            new String[] {"--part-size", "1MiB", "--multipart-threshold", "2MiB"},
            options,
            String.class));
  }

  /** Bytes without a pattern. */
  static byte[] bytes(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  @Test
  default void everyObjectArrivesWithAllItCarriesAndASecondRunSkipsAll() {
    Map<String, byte[]> objects = new TreeMap<>();
    objects.put("big", bytes((3 << 20) + 12345));
    objects.put("empty", new byte[0]);
    ODD_KEYS.forEach(key -> objects.put("odd/" + key, key.getBytes(UTF_8)));
    ODD_KEYS.forEach(key -> objects.put("odd and big/" + key, bytes((2 << 20) + key.length())));
    objects.forEach((key, content) -> put("x/" + key, content));
    put("xylophone", bytes(5));
    awaitNextSecond();

    CopyRun first = copyInParts();

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OK);
    assertThat(keys()).containsExactlyInAnyOrderElementsOf(prefixed("y/", objects));
    objects.forEach(
        (key, content) ->
            assertThat(held("y/" + key)).as(key).isEqualTo(Held.of(content, HEADERS, USER, TAGS)));
    assertThat(first.count("copied")).isEqualTo(objects.size());
    assertThat(first.count("degraded")).isZero();
    assertThat(first.count("parts")).isEqualTo(4 + 3L * ODD_KEYS.size());

    CopyRun second = copyInParts();

    assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.OK);
    assertThat(second.count("copied")).isZero();
    assertThat(second.count("skipped")).isEqualTo(objects.size());
  }

  @Test
  default void whatIsGivenTakesThePlaceOfWhatTheSourceHas() {
    byte[] big = bytes((3 << 20) + 12345);
    byte[] small = bytes(10);
    put("x/big", big);
    put("x/small", small);
    awaitNextSecond();

    CopyRun run =
        copyInParts(
            "--content-language", "fr", "--metadata", "owner=you", "--tag", "cost centre=a/b+c");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.count("degraded")).isZero();
    Map<String, String> headers = new TreeMap<>(HEADERS);
    headers.put("content-language", "fr");
    Map<String, String> user = new TreeMap<>(USER);
    user.put("owner", "you");
    Map<String, String> tags = Map.of("cost centre", "a/b+c");
    assertThat(held("y/big")).isEqualTo(Held.of(big, headers, user, tags));
    assertThat(held("y/small")).isEqualTo(Held.of(small, headers, user, tags));
  }

  /** A copy made of parts in the second in which its source was written is made again. */
  static void awaitNextSecond() {
    try {
      Thread.sleep(1000 - System.currentTimeMillis() % 1000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> prefixed(String prefix, Map<String, byte[]> objects) {
    return objects.keySet().stream().map(prefix::concat).toList();
  }
}
