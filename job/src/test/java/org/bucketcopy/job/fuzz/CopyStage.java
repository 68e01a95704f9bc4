package org.bucketcopy.job.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.servers.AnswerQuirks;

/**
 * Two objects of each store, a small one that one call copies and a large one that is copied by
 * parts, and runs that copy them: for tests that hold both ways of copying and the three stores
 * side by side.
 */
public final class CopyStage implements AutoCloseable {
  /** The key of the object that one call copies. */
  public static final String SMALL = "small";

  /** The key of the object that is copied by parts. */
  public static final String LARGE = "large";

  private static final Map<String, String> HEADERS = Map.of("content-type", "text/x-stage");

  private final World world;
  private final Runner runner;

  /** The stores. */
  public enum Store {
    S3,
    OSS,
    BOS;

    World world() {
      return switch (this) {
        case S3 -> new S3World(1000, S3World.Etags.OPAQUE);
        case OSS -> new OssWorld(1000);
        case BOS -> new BosWorld(1000);
      };
    }
  }

  /**
   * What became of a run.
   *
   * @param exitCode how it ended
   * @param err standard error
   * @param summary the last line of standard output
   * @param report lines of its report
   */
  public record Told(ExitCode exitCode, String err, JsonNode summary, List<String> report) {
    /** A count of the summary. */
    public long count(String name) {
      return summary.path(name).asLong(-1);
    }

    /** The line of the report about an object; empty text if there is none. */
    public String line(String key) {
      return report.stream().filter(line -> line.contains("/" + key + "\"")).findFirst().orElse("");
    }
  }

  public CopyStage(Store store, Runner runner) {
    this.world = store.world();
    this.runner = runner;
  }

  /** How the store answers from now on. */
  public AnswerQuirks answers() {
    return world.answers();
  }

  /** Puts both objects into the source. */
  public void put(Map<String, String> tags) {
    put(SMALL, size(SMALL), tags);
    put(LARGE, size(LARGE), tags);
  }

  private void put(String key, long size, Map<String, String> tags) {
    world.put(world.from(), key, thing(size, 1, tags), Instant.now().minusSeconds(3600));
  }

  /**
   * Gives an object other content, of the same size, when the n-th copy of a part or object
   * arrives.
   */
  public void overwriteAtCopy(int nth, String key) {
    Call call = key.equals(SMALL) ? Call.COPY_OBJECT : Call.COPY_PART;
    Thing other = thing(size(key), 2, Map.of());
    world.at(call, nth, () -> world.put(world.from(), key, other, Instant.now()));
  }

  private long size(String key) {
    return key.equals(SMALL) ? 17 : 3 * partSize() + 5;
  }

  /** Parts are whole MiB. */
  private long partSize() {
    return Math.max(world.scale().part(), 1L << 20);
  }

  private Thing thing(long size, long seed, Map<String, String> tags) {
    return new Thing(world.content(size, seed), size, HEADERS, Map.of("owner", "me"), tags);
  }

  /** Copies all. */
  public Told copy(Path runDirectory, String... options) {
    List<String> arguments =
        ImmutableList.<String>builder()
            .add("copy")
            .add("--source", world.scheme() + "://" + world.from() + "/")
            .add("--destination", world.scheme() + "://" + world.to() + "/")
            .add("--part-size", partSize() + "B")
            .add("--multipart-threshold", 2 * partSize() + "B")
            .add("--retries", "2")
            .add("--run-dir", runDirectory.toString())
            .add(options)
            .build();
    try {
      FlowRun run = runner.run(world.settings(), Optional.of(runDirectory), arguments);
      return new Told(run.exitCode(), run.err(), run.summary(), run.report());
    } catch (Runner.EndlessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keys of the destination whose objects are exact copies, tags included. */
  public List<String> exact() {
    Map<String, Thing> source = world.held(world.from());
    Map<String, Thing> copies = world.held(world.to());
    return copies.entrySet().stream()
        .filter(copy -> copy.getValue().equals(source.get(copy.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All keys of the destination. */
  public List<String> keys() {
    return List.copyOf(world.held(world.to()).keySet());
  }

  /** The tags of a copy. */
  public Map<String, String> tags(String key) {
    return copy(key).tags();
  }

  /** The content headers of a copy, by lower-case name. */
  public Map<String, String> headers(String key) {
    return copy(key).headers();
  }

  /** The user metadata of a copy. */
  public Map<String, String> user(String key) {
    return copy(key).user();
  }

  private Thing copy(String key) {
    return Optional.ofNullable(world.held(world.to()).get(key)).orElseThrow();
  }

  /** Uploads that are open. */
  public int uploadsOpen() {
    return world.uploadsOpen();
  }

  @Override
  public void close() {
    world.close();
  }
}
