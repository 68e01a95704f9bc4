package org.bucketcopy.planner.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** Ways in which keys are spread. */
enum ListingShape {
  PADDED((i, r) -> String.format(Locale.ROOT, "%012d", i)),
  UNPADDED((i, r) -> Integer.toString(i)),
  PADDED_WIDE((i, r) -> String.format(Locale.ROOT, "%040d", i)),
  UUIDS((i, r) -> new UUID(r.nextLong(), r.nextLong()).toString()),
  HOT((i, r) -> i % 10 == 0 ? hex(r.nextLong()) : "0000" + hex(r.nextLong())),
  HOT_LAST((i, r) -> i % 10 == 0 ? hex(r.nextLong()) : "fff3" + hex(r.nextLong())),
  DATES(
      (i, r) ->
          String.format(
              Locale.ROOT,
              "logs/2025/%02d/%02d/%02d-%s.gz",
              1 + r.nextInt(12),
              1 + r.nextInt(28),
              r.nextInt(24),
              hex(r.nextLong()))),
  ISO_DATES(
      (i, r) ->
          String.format(
              Locale.ROOT,
              "dt=2025-%02d-%02d/part-%05d-%s.snappy.parquet",
              1 + i / 30 % 12,
              1 + i % 28,
              i / 336,
              hex(r.nextLong()))),
  FOLDERS(
      (i, r) ->
          String.format(Locale.ROOT, "%s/img_%04d.jpg", hex(i / 15 * 0x9E3779B97F4A7C15L), i % 15)),
  BIG_FOLDERS(
      (i, r) ->
          String.format(
              Locale.ROOT, "%s/img_%04d.jpg", hex(i / 100 * 0x9E3779B97F4A7C15L), i % 100)),
  DEEP(
      (i, r) ->
          String.format(Locale.ROOT, "a/b/c/d/%03d/%03d/%03d", i / 1000, i / 100 % 10, i % 100)),
  ONE_HOT_FOLDER(
      (i, r) ->
          i < 100
              ? "z" + i
              : i < 200 ? "a" + i : "tables/events/year=2025/month=01/" + hex(r.nextLong())),
  WORDS((i, r) -> word(r) + "/" + word(r) + " " + word(r) + ".txt"),
  LONG_STEM((i, r) -> "x".repeat(700) + i),
  CHINESE((i, r) -> "照片（北京）/第" + i + "张（" + (char) (0x4e00 + r.nextInt(2000)) + "）.jpg"),
  EMOJI(
      (i, r) ->
          new StringBuilder()
              .appendCodePoint(0x1F600 + r.nextInt(40))
              .append("/")
              .appendCodePoint(0x1F600 + r.nextInt(40))
              .append(hex(r.nextLong()))
              .toString()),
  ODD((i, r) -> odd(i)),
  SPARSE_THEN_DENSE((i, r) -> i < 500 ? hex(r.nextLong()) : "zz" + i),
  HIVE(
      (i, r) ->
          text(
              "events/year=%d/month=%02d/day=%02d/hour=%02d/%s.parquet",
              2023 + r.nextInt(3), 1 + r.nextInt(12), 1 + r.nextInt(28), r.nextInt(24), uuid(r))),
  HIVE_UNPADDED(
      (i, r) ->
          text(
              "events/year=%d/month=%d/day=%d/hour=%d/%s",
              2023 + i / 10000, 1 + i / 800 % 12, 1 + i / 30 % 28, i % 24, uuid(r))),
  TINY_FOLDERS_AND_A_HUGE_ONE(
      (i, r) -> i % 4 == 0 ? text("u%05d/%d", r.nextInt(99999), i) : "shared/" + uuid(r)),
  REVERSED_TIMES((i, r) -> text("%019d", Long.MAX_VALUE - 1_700_000_000_000L - i * 997L)),
  BASE64((i, r) -> Base64.getUrlEncoder().encodeToString(uuid(r).getBytes(UTF_8))),
  BASE64_OF_HASHES((i, r) -> Base64.getUrlEncoder().encodeToString(bytes(r))),
  MIXED_CASE((i, r) -> mixed(word(r), r) + "/" + mixed(word(r), r) + i),
  LONG_STEM_COUNTER((i, r) -> "some/long/path/".repeat(14) + text("%08d", i)),
  CJK((i, r) -> cjk(r) + cjk(r) + "/" + cjk(r) + cjk(r) + i),
  ULIDS((i, r) -> text("%010X", 0x1900000000L + i * 77L) + text("%016X", r.nextLong())),
  UNPADDED_IN_FOLDERS((i, r) -> "user-" + i / 20 + "/file-" + i % 20),
  KAFKA((i, r) -> text("topics/t/partition=%d/t+%d+%010d.avro", i % 24, i % 24, i / 24 * 1000)),
  ICEBERG(
      (i, r) ->
          text(
              "db/t%d/data/%08x/d=2025-%02d-%02d/%05d-0-%s.parquet",
              r.nextInt(3), r.nextInt(), 1 + r.nextInt(12), 1 + r.nextInt(28), i, uuid(r)));

  @SuppressWarnings("ImmutableEnumChecker")
  private final BiFunction<Integer, Random, String> key;

  ListingShape(BiFunction<Integer, Random, String> key) {
    this.key = key;
  }

  /** Maximum time that so many pages may take. Many small nested folders are harder. */
  int maxTicks(int pages) {
    return this == HIVE || this == HIVE_UNPADDED || this == KAFKA ? pages / 5 : pages / 10;
  }

  Set<String> keys(int count) {
    Random random = new Random(7);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < count; i++) {
      keys.add("x/" + key.apply(i, random));
    }
    return keys;
  }

  private static String hex(long number) {
    return String.format(Locale.ROOT, "%016x", number);
  }

  private static String word(Random r) {
    String[] syllables = {"an", "be", "cor", "da", "el", "fi", "go", "ha", "in", "ju", "ko", "li"};
    StringBuilder word = new StringBuilder();
    for (int i = 1 + r.nextInt(4); i >= 0; i--) {
      word.append(syllables[Math.min(r.nextInt(12), r.nextInt(12))]);
    }
    return word.toString();
  }

  private static String odd(int i) {
    String[] d = {
      "\u0001",
      " ",
      "\"",
      "#",
      "%",
      "&",
      "+",
      "/",
      "<",
      "?",
      "a",
      "~",
      "\u00e9",
      "\u4e2d",
      "\uff5e",
      "\ud83d\ude00"
    };
    StringBuilder k = new StringBuilder();
    for (int s = 16; s >= 0; s -= 4) k.append(d[(i >>> s) & 15]);
    return k.toString();
  }

  private static String text(String format, Object... parts) {
    return String.format(Locale.ROOT, format, parts);
  }

  private static String uuid(Random r) {
    return new UUID(r.nextLong(), r.nextLong()).toString();
  }

  private static byte[] bytes(Random r) {
    byte[] bytes = new byte[15];
    r.nextBytes(bytes);
    return bytes;
  }

  private static String mixed(String word, Random r) {
    return r.nextBoolean()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String cjk(Random r) {
    return Character.toString(0x4e00 + Math.min(r.nextInt(20000), r.nextInt(20000)));
  }
}
