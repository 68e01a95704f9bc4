package org.bucketcopy.planner.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.KeyMapping;
import org.bucketcopy.planner.plan.Pairs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However keys are spread, a long listing takes few requests more, and much less time. */
class ListingShapesTest {
  private static final int PAGE = 10;
  private static final int PAGES = 2000;
  private static final int IN_FLIGHT = 32;

  enum Shape {
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
            String.format(
                Locale.ROOT, "%s/img_%04d.jpg", hex(i / 15 * 0x9E3779B97F4A7C15L), i % 15)),
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
    SPARSE_THEN_DENSE((i, r) -> i < 500 ? hex(r.nextLong()) : "zz" + i);

    @SuppressWarnings("ImmutableEnumChecker")
    private final BiFunction<Integer, Random, String> key;

    Shape(BiFunction<Integer, Random, String> key) {
      this.key = key;
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
      String[] syllables = {
        "an", "be", "cor", "da", "el", "fi", "go", "ha", "in", "ju", "ko", "li"
      };
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
  }

  @ParameterizedTest
  @EnumSource
  void sourceAloneIsSplitWell(Shape shape) {
    Set<String> keys = shape.keys(PAGE * PAGES);
    check(keys, Set.of(), 1, PAGES / 10);
  }

  @ParameterizedTest
  @EnumSource
  void bothSidesAreSplitInStep(Shape shape) {
    Set<String> keys = shape.keys(PAGE * PAGES);
    check(keys, keys, 2, PAGES / 10);
  }

  private static void check(Set<String> keys, Set<String> there, int sides, int mostTicks) {
    SimulatedClock clock = new SimulatedClock();
    SimulatedListing source = new SimulatedListing(keys, KeyOrder.UTF_8, () -> PAGE, clock);
    SimulatedListing existing = new SimulatedListing(there, KeyOrder.UTF_8, () -> PAGE, clock);
    ObjectPrefix prefix = new ObjectPrefix(new Bucket("s3", "a"), "x/");
    List<String> looked = new ArrayList<>();
    PairedListing listing =
        new PairedListing(
            new KeyMapping(prefix, prefix),
            source,
            existing,
            location -> {
              looked.add(location.key());
              return Optional.of(Pairs.listed(location.key(), "etag", 1, 0))
                  .filter(found -> there.contains(found.key()));
            },
            IN_FLIGHT,
            clock);
    List<String> listed = new ArrayList<>();
    while (listing.hasNext()) {
      CopyPair pair = listing.next();
      listed.add(pair.listed().key());
      assertThat(pair.existing().isPresent()).isEqualTo(there.contains(pair.listed().key()));
    }
    assertThat(listed).hasSameSizeAs(keys);
    assertThat(new HashSet<>(listed)).isEqualTo(keys);
    int pages = (keys.size() + PAGE - 1) / PAGE;
    String figures =
        String.format(
            Locale.ROOT,
            "%d pages: %d requests of the source, %d of the destination, %d looks, %d ticks",
            pages,
            source.requests(),
            existing.requests(),
            looked.size(),
            clock.ticks());
    if (Boolean.getBoolean("figures")) {
      System.out.println(figures);
    }
    assertThat(source.requests()).as(figures).isLessThan(pages * 11 / 10 + 20);
    assertThat(source.requests() + existing.requests())
        .as(figures)
        .isLessThan(sides * pages * 11 / 10 + 100);
    assertThat(clock.ticks()).as(figures).isLessThanOrEqualTo(mostTicks * (sides + 1) / 2);
    assertThat(looked).as(figures).hasSizeLessThan(pages);
  }
}
