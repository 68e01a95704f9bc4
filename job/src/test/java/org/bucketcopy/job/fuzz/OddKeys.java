package org.bucketcopy.job.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.EchoedKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that XML or JSON cannot hold are copied as all others are, whole and by parts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OddKeys {
  private static final List<String> KEYS =
      List.of(
          "control \u0001\u0008\u001f\u007f",
          "noncharacters \ufffe\uffff",
          "next line \u0085\u2028",
          "markup <a>&amp;&\"'</Key></a>]]>",
          "line end\n",
          "return\r",
          "both\r\n",
          "tab\t",
          "blank ",
          " \t\nfirst",
          "escape \u001b[31m",
          "\u0001");

  private final SharedSpark spark = new SharedSpark();
  private final Runner runner;

  /** Runs {@code application}. */
  protected OddKeys(Application application) {
    runner = new Runner(application, spark);
  }

  @AfterAll
  protected void end() {
    spark.close();
  }

  protected static Stream<Arguments> servers() {
    Map<String, Supplier<World>> stores =
        Map.of(
            "s3", () -> new S3World(5, S3World.Etags.DIGEST),
            "oss", () -> new OssWorld(5),
            "bos", () -> new BosWorld(5));
    return stores.entrySet().stream()
        .flatMap(
            store ->
                Stream.of(EchoedKey.values())
                    .map(wording -> Arguments.of(store.getKey(), wording, store.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("servers")
  protected void keysThatAnAnswerCannotHoldAreCopied(
      String store, EchoedKey wording, Supplier<World> server) throws Runner.EndlessException {
    try (World world = server.get()) {
      Map<String, Thing> copies = put(world);
      world.echo(wording);
      FlowRun dry = run(world, "--dry-run");
      assertThat(dry.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(dry.count("planned")).isEqualTo(copies.size());
      FlowRun copy = run(world);
      assertThat(copy.exitCode()).as(copy.err()).isEqualTo(ExitCode.OK);
      assertThat(copy.count("copied")).isEqualTo(copies.size());
      assertThat(world.held(world.to())).isEqualTo(copies);
      assertThat(world.uploadsOpen()).isZero();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("servers")
  protected void theirUploadsAreFoundAndAborted(
      String store, EchoedKey wording, Supplier<World> server) throws Runner.EndlessException {
    try (World world = server.get()) {
      put(world);
      world.echo(wording);
      for (int i = 0; i < 100 * KEYS.size(); i++) {
        world.next(Call.COPY_PART, Trouble.DENIED);
        world.next(Call.ABORT, Trouble.DENIED);
      }
      FlowRun copy = run(world);
      assertThat(copy.exitCode()).as(copy.err()).isEqualTo(ExitCode.OBJECTS_FAILED);
      assertThat(copy.count("failed")).isEqualTo(KEYS.size());
      // One of each key, and that of the probe.
      assertThat(copy.count("uploadsLeftOpen")).isEqualTo(KEYS.size() + 1);
      assertThat(world.uploadsOpen()).isEqualTo(KEYS.size() + 1);
      world.heal();
      world.echo(wording);
      FlowRun sweep =
          runner.run(
              world.settings(),
              Optional.empty(),
              List.of(
                  "sweep",
                  "--destination",
                  world.scheme() + "://" + world.to() + "/to/",
                  "--older-than",
                  "0s",
                  "--all",
                  "--yes"));
      assertThat(sweep.exitCode()).as(sweep.err()).isEqualTo(ExitCode.OK);
      assertThat(sweep.count("aborted")).isEqualTo(KEYS.size() + 1);
      assertThat(world.uploadsOpen()).isZero();
    }
  }

  /** Puts an object of each key that is copied whole, and one that is copied by parts. */
  private static Map<String, Thing> put(World world) {
    Map<String, Thing> copies = new TreeMap<>();
    long seed = 0;
    for (String key : KEYS) {
      for (long size : List.of(17L, 3 * world.scale().part())) {
        Thing thing =
            new Thing(
                world.content(size, seed++),
                size,
                Map.of("content-type", "text/x-odd"),
                Map.of("owner", "me"),
                Map.of("a", "b"));
        String name = (size > 17 ? "large/" : "small/") + key;
        world.put(world.from(), "from/" + name, thing, Instant.now().minusSeconds(3600));
        copies.put("to/" + name, thing);
      }
    }
    return copies;
  }

  private FlowRun run(World world, String... more) throws Runner.EndlessException {
    return runner.run(
        world.settings(),
        Optional.empty(),
        ImmutableList.<String>builder()
            .add("copy", "--source", world.scheme() + "://" + world.from() + "/from/")
            .add("--destination", world.scheme() + "://" + world.to() + "/to/")
            .add("--part-size", world.scale().part() + "B")
            .add("--multipart-threshold", 2 * world.scale().part() + "B")
            .add("--retries", "3")
            .add(more)
            .build());
  }
}
