package org.bucketcopy.job.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.MapDifference;
import com.google.common.collect.Maps;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.HeaderQuirk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What objects carry comes over whole and by parts alike; where it cannot, by parts, the object
 * comes over all the same, and what it has lost is reported.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OddMetadata {
  private static final String TYPE = "content-type";

  private final SharedSpark spark = new SharedSpark();
  private final Runner runner;

  /** What an object carries. */
  private enum Sample {
    LIST(user("1,2,3")),
    EMPTY(user("")),
    TAB(user("x\ty")),
    BLANKS(user("a  b   c")),
    BLANKS_AROUND(user(" a ")),
    UTF_8(user("gr\u00f6\u00dfe \u65e5\u672c \ud83d\ude00")),
    BYTES(user("gr\udcf6\udcdfe")),
    NEXT_LINE(user("a \u0085 b")),
    ENCODED(user("=?UTF-8?B?w6Q=?=")),
    PERCENT(user("100% %41+b%C3%A9")),
    DISPOSITION(header("content-disposition", "attachment; filename=\"gr\u00f6\u00dfe.txt\"")),
    BYTES_IN_DISPOSITION(header("content-disposition", "attachment; filename=gr\udcf6\udcdfe")),
    TAB_IN_DISPOSITION(header("content-disposition", "attachment;\tfilename=x")),
    NO_DATE(header("expires", "next week")),
    ZERO(header("expires", "0")),
    PAST(header("expires", "Thu, 01 Jan 1970 00:00:00 GMT")),
    CACHE(header("cache-control", "no-cache, max-age=-1")),
    CHUNKED(header("content-encoding", "aws-chunked,gzip"));

    @SuppressWarnings("ImmutableEnumChecker") // it is
    private final Thing thing;

    Sample(Thing thing) {
      this.thing = thing;
    }

    private static Thing user(String value) {
      return new Thing("", 0, Map.of(TYPE, "text/x"), Map.of("name", value), Map.of());
    }

    private static Thing header(String name, String value) {
      return new Thing("", 0, Map.of(TYPE, "text/x", name, value), Map.of("a", "b"), Map.of());
    }

    /** Whether a server can hold it. */
    boolean isOf(World world, HeaderQuirk quirk) {
      return switch (this) {
        // It is decoded when it is sent.
        case ENCODED -> quirk != HeaderQuirk.RFC_2047;
        // The JDK's server makes a blank of it.
        case TAB, TAB_IN_DISPOSITION -> !(world instanceof OssWorld);
        default -> true;
      };
    }

    /** Whether a copy by parts lacks it. */
    boolean isLost(World world, HeaderQuirk quirk) {
      return switch (this) {
        case BYTES -> quirk != HeaderQuirk.RFC_2047;
        case BYTES_IN_DISPOSITION -> true;
        case UTF_8, NEXT_LINE, DISPOSITION -> quirk == HeaderQuirk.ASCII_ONLY;
        case CHUNKED -> world instanceof S3World;
        default -> false;
      };
    }

    /** What a copy by parts carries that has lost nothing which HTTP shows. */
    Thing kept() {
      return new Thing(
          thing.content(),
          thing.size(),
          thing.headers(),
          Maps.transformValues(thing.user(), String::strip),
          thing.tags());
    }

    /** What a copy by parts carries that has lost it. */
    Thing without() {
      Map<String, String> headers = new TreeMap<>(thing.headers());
      headers.remove("content-disposition");
      headers.computeIfPresent("content-encoding", (name, value) -> "gzip");
      return new Thing(
          thing.content(),
          thing.size(),
          headers,
          Maps.filterKeys(thing.user(), name -> !name.equals("name")),
          thing.tags());
    }
  }

  /** Runs {@code application}. */
  protected OddMetadata(Application application) {
    runner = new Runner(application, spark);
  }

  @AfterAll
  protected void end() {
    spark.close();
  }

  protected static Stream<Arguments> servers() {
    Map<String, Supplier<World>> stores =
        Map.of(
            "s3", () -> new S3World(1000, S3World.Etags.DIGEST),
            "oss", () -> new OssWorld(1000),
            "bos", () -> new BosWorld(1000));
    return stores.entrySet().stream()
        .flatMap(
            store ->
                Stream.of(HeaderQuirk.values())
                    .filter(quirk -> isOf(store.getKey(), quirk))
                    .map(quirk -> Arguments.of(store.getKey(), quirk, store.getValue())));
  }

  private static boolean isOf(String store, HeaderQuirk quirk) {
    return switch (quirk) {
      case CASES -> !store.equals("oss");
      case RFC_2047 -> store.equals("s3");
      default -> true;
    };
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("servers")
  protected void bothWaysOfCopyingCarryTheSame(
      String store, HeaderQuirk quirk, Supplier<World> server, @TempDir Path directory)
      throws Runner.EndlessException {
    try (World world = server.get()) {
      Map<String, Thing> copies = new TreeMap<>();
      TreeSet<String> degraded = new TreeSet<>();
      List<Sample> samples =
          Arrays.stream(Sample.values()).filter(sample -> sample.isOf(world, quirk)).toList();
      for (Sample sample : samples) {
        put(world, "whole/" + sample, sample.thing, 17, copies, sample.thing);
        boolean lost = sample.isLost(world, quirk);
        long large = 3 * world.scale().part();
        Thing copy = lost ? sample.without() : sample.kept();
        put(world, "parts/" + sample, sample.thing, large, copies, copy);
        if (lost) {
          degraded.add(world.scheme() + "://" + world.to() + "/parts/" + sample);
        }
      }
      world.show(quirk);
      FlowRun run = run(world, directory);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(run.err()).doesNotContain("\tat ");
      MapDifference<String, Thing> difference = Maps.difference(copies, world.held(world.to()));
      assertThat(difference.entriesDiffering()).isEmpty();
      assertThat(difference.areEqual()).isTrue();
      assertThat(run.reported("degraded").stream().map(line -> line.path("destination").asText()))
          .containsExactlyInAnyOrderElementsOf(degraded);
      assertThat(run.count("degraded")).isEqualTo(degraded.size());
      assertThat(world.uploadsOpen()).isZero();
    }
  }

  private static void put(
      World world, String key, Thing thing, long size, Map<String, Thing> copies, Thing copy) {
    String content = world.content(size, key.hashCode());
    world.put(world.from(), key, thing.holding(content, size), Instant.now().minusSeconds(3600));
    copies.put(key, copy.holding(content, size));
  }

  private FlowRun run(World world, Path directory) throws Runner.EndlessException {
    return runner.run(
        world.settings(),
        Optional.of(directory.resolve("run")),
        List.of(
            "copy",
            "--source",
            world.scheme() + "://" + world.from() + "/",
            "--destination",
            world.scheme() + "://" + world.to() + "/",
            "--part-size",
            world.scale().part() + "B",
            "--multipart-threshold",
            2 * world.scale().part() + "B",
            "--retries",
            "3",
            "--run-dir",
            directory.resolve("run").toString()));
  }
}
