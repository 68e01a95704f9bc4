package org.bucketcopy.job.benchmark;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.math.LongMath;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bucketcopy.job.benchmark.Scenario.Memory;
import org.bucketcopy.job.benchmark.Scenario.Rivals;
import org.bucketcopy.job.benchmark.Scenario.Task;
import org.bucketcopy.job.benchmark.Scenario.Work;

/** The scenarios there are, at full size or at a tenth of it. */
final class Scenarios {
  /** Not part of a run in which no scenarios are chosen: it takes an hour. */
  static final String BY_HAND = "growth-100m";

  private static final int IN_FLIGHT = 256;
  private static final long PARTS_OF_50_GIB = 400;
  private static final long PARTS_OF_1_TIB = 8192;
  private static final int RELAYED_AT_A_TIME = 64;
  private static final int MILLION = 1_000_000;

  private final int share;

  private final UploadSizes uploads;

  private Scenarios(int share, UploadSizes uploads) {
    this.share = share;
    this.uploads = uploads;
  }

  /** All of them, as they are described. */
  static List<Scenario> full(UploadSizes uploads) {
    return new Scenarios(1, uploads).all();
  }

  /** All of them with a tenth of their objects, to see that they run. */
  static List<Scenario> quick(UploadSizes uploads) {
    return new Scenarios(10, uploads).all();
  }

  private List<Scenario> all() {
    return ImmutableList.<Scenario>builder()
        .add(serverAlone())
        .add(giants("giants", "", Map.of()))
        .add(giants("giants-tail", ", 1 % of requests take ten times as long", tail()))
        .add(giants("giants", "", Map.of()).overTls())
        .add(small(), small().overTls())
        .add(mixed())
        .add(plan("plan-flat", "numbered"), plan("plan-flat", "numbered").overTls())
        .add(plan("plan-deep", "deep"))
        .add(nothingToDo(), verify())
        .add(growth("growth-1m", MILLION), growth("growth-10m", 10 * MILLION))
        .add(growth(BY_HAND, 100 * MILLION))
        .add(executors(1), executors(2), executors(4))
        .add(executorMemory(), startUp())
        .add(oneFile("one-file", 16, Memory.LEFT_ALONE, Rivals.PEERS))
        .add(oneFile("one-file", 16, Memory.LEFT_ALONE, Rivals.PEERS).overTls())
        .add(oneFile("one-file-memory", 64, Memory.MEASURED, Rivals.NONE))
        .add(manyFiles(), filesThere())
        .add(relayOfOne(), relayOfMany())
        .build();
  }

  private Scenario serverAlone() {
    return new Scenario(
        "server",
        "the server alone, loaded by " + IN_FLIGHT + " connections",
        server(count(200_000) + "x4KiB", Map.of("latency", "30")),
        new Work(Task.SATURATE, count(200_000), 0, IN_FLIGHT, 0, Memory.LEFT_ALONE),
        Rivals.NONE);
  }

  private Scenario giants(String name, String more, Map<String, String> tail) {
    long objects = count(40);
    return new Scenario(
        name,
        text("%,d objects of 50 GiB, parts of 128 MiB, 100 ms a part%s", objects, more),
        server(objects + "x50GiB", merged(partLatency(), tail)),
        copy(objects, objects * PARTS_OF_50_GIB),
        Rivals.PEERS);
  }

  private Scenario small() {
    long objects = count(200_000);
    return new Scenario(
        "small",
        text("%,d objects of 4 KiB, 30 ms each", objects),
        server(objects + "x4KiB", Map.of("latency", "30")),
        copy(objects, objects),
        Rivals.PEERS);
  }

  private Scenario mixed() {
    long tiny = count(50_000);
    long medium = count(5_000);
    long giants = share == 1 ? 5 : 1;
    return new Scenario(
        "mixed",
        text(
            "%,d of 4 KiB, then %,d of 100 MiB, 30 ms each, then %,d of 1 TiB, 100 ms a part",
            tiny, medium, giants),
        server(tiny + "x4KiB," + medium + "x100MiB," + giants + "x1TiB", partLatency()),
        copy(tiny + medium + giants, tiny + medium + giants * PARTS_OF_1_TIB),
        Rivals.PEERS);
  }

  private Scenario plan(String name, String shape) {
    long keys = count(10 * MILLION);
    return new Scenario(
        name,
        text("dry run of %,d keys, shape '%s', 100 ms a page", keys, shape),
        server(keys + "x4KiB", Map.of("shape", shape, "latency", "100")),
        new Work(Task.PLAN, keys, 0, IN_FLIGHT, 0, Memory.LEFT_ALONE),
        Rivals.NONE);
  }

  private Scenario nothingToDo() {
    long keys = count(MILLION);
    return new Scenario(
        "nothing-to-do",
        text("%,d keys that are there already, 30 ms a page", keys),
        server(keys + "x4KiB", Map.of("stock", "filled", "latency", "30")),
        new Work(Task.UPDATE, keys, 0, IN_FLIGHT, 0, Memory.LEFT_ALONE),
        Rivals.PEERS);
  }

  private Scenario verify() {
    long keys = count(MILLION);
    return new Scenario(
        "verify",
        text("%,d objects compared with their copies by a look at both, 30 ms each; memory", keys),
        server(keys + "x4KiB", Map.of("stock", "filled", "latency", "30")),
        new Work(Task.VERIFY, keys, 0, IN_FLIGHT, 0, Memory.MEASURED),
        Rivals.NONE);
  }

  private Scenario growth(String name, long size) {
    long keys = count(size);
    return new Scenario(
        name,
        text("%,d keys that are there already, 10 ms a page; memory", keys),
        server(keys + "x4KiB", Map.of("stock", "filled", "latency", "10")),
        new Work(Task.UPDATE, keys, 0, IN_FLIGHT, 0, Memory.MEASURED),
        Rivals.NONE);
  }

  private Scenario executors(int number) {
    long objects = count(40);
    return new Scenario(
        "executors-" + number,
        text("%,d objects of 50 GiB on %d executors of one core, 64 each", objects, number),
        server(objects + "x50GiB", partLatency()),
        new Work(Task.COPY, objects, objects * PARTS_OF_50_GIB, 64, number, Memory.LEFT_ALONE),
        Rivals.NONE);
  }

  private Scenario executorMemory() {
    long objects = count(100_000);
    return new Scenario(
        "executor-memory",
        text("%,d objects of 4 KiB on one executor; memory", objects),
        server(objects + "x4KiB", Map.of("latency", "30")),
        new Work(Task.COPY, objects, objects, IN_FLIGHT, 1, Memory.MEASURED),
        Rivals.NONE);
  }

  private Scenario startUp() {
    return new Scenario(
        "start-up",
        "from the command to the first copy; an empty Spark job to its first task",
        server("1000x4KiB", Map.of("latency", "30")),
        copy(1000, 1000),
        Rivals.EMPTY_JOB);
  }

  private Scenario oneFile(String name, int inFlight, Memory memory, Rivals rivals) {
    long bytes = uploads.fileSize() / share;
    return new Scenario(
        name,
        text("one file of %,d MiB in parts of 64 MiB", bytes >> 20),
        sink("1x" + bytes, Map.of()),
        new Work(
            Task.UPLOAD,
            1,
            LongMath.divide(bytes, Scenario.UPLOADED_PART, RoundingMode.CEILING),
            inFlight,
            0,
            memory),
        rivals);
  }

  private Scenario manyFiles() {
    long files = count(uploads.files());
    return new Scenario(
        "many-files",
        text("%,d files of 16 KiB, 10 ms each", files),
        sink(files + "x16KiB", Map.of("latency", "10")),
        new Work(Task.UPLOAD, files, files, IN_FLIGHT, 0, Memory.LEFT_ALONE),
        Rivals.PEERS);
  }

  private Scenario filesThere() {
    long files = count(uploads.filesThere());
    return new Scenario(
        "files-there",
        text("%,d files that are there already, in folders of a thousand", files),
        sink(files + "x4KiB", Map.of("shape", "deep", "stock", "filled")),
        new Work(Task.UPLOAD_UPDATE, files, 0, IN_FLIGHT, 0, Memory.LEFT_ALONE),
        Rivals.PEERS_AND_FIND);
  }

  private Scenario relayOfOne() {
    long bytes = uploads.fileSize() / share;
    return new Scenario(
        "relay-large",
        text("one object of %,d MiB from another server", bytes >> 20),
        digests("1x" + bytes),
        new Work(
            Task.RELAY,
            1,
            LongMath.divide(bytes, Scenario.RELAYED_PART, RoundingMode.CEILING),
            RELAYED_AT_A_TIME,
            0,
            Memory.LEFT_ALONE),
        Rivals.PEERS);
  }

  private Scenario relayOfMany() {
    long objects = count(20_000);
    return new Scenario(
        "relay-small",
        text("%,d objects of 64 KiB from another server", objects),
        digests(objects + "x64KiB"),
        new Work(Task.RELAY, objects, objects, RELAYED_AT_A_TIME, 0, Memory.LEFT_ALONE),
        Rivals.PEERS);
  }

  /** One that takes bytes and answers with their MD5, which both tools hold against theirs. */
  private static Map<String, String> digests(String sizes) {
    return merged(server(sizes, Map.of()), Map.of("sink", "digests"));
  }

  private static Work copy(long keys, long copies) {
    return new Work(Task.COPY, keys, copies, IN_FLIGHT, 0, Memory.LEFT_ALONE);
  }

  private long count(long full) {
    return full / share;
  }

  private static Map<String, String> partLatency() {
    return Map.of("latency", "30", "latency.copy-part", "100");
  }

  private static Map<String, String> tail() {
    return Map.of("tail.copy-part", "0.01", "tail-factor.copy-part", "10");
  }

  /** A server forgets what the source also shows, so that it can be asked often. */
  private static Map<String, String> server(String sizes, Map<String, String> more) {
    return merged(Map.of("sizes", sizes, "memory", "forgotten"), more);
  }

  /** A server that keeps no bytes either of what is sent to it, and checks those that come. */
  private static Map<String, String> sink(String sizes, Map<String, String> more) {
    return merged(server(sizes, Map.of("sink", "made-up")), more);
  }

  /** Sorted: what is said of all operations comes before what is said of one. */
  private static Map<String, String> merged(Map<String, String> one, Map<String, String> other) {
    return ImmutableSortedMap.<String, String>naturalOrder()
        .putAll(one)
        .putAll(other)
        .buildOrThrow();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
