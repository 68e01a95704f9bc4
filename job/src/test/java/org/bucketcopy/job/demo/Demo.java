package org.bucketcopy.job.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bucketcopy.job.options.ByteSize;
import org.bucketcopy.job.servers.SettingsFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code demo}: fills a bucket, or a directory, runs the real job on it and on a server
 * that it starts for itself, and checks what that has made.
 */
@Command(
    name = "bucket-copy demo",
    description =
        "Fills a bucket on a server of its own and copies it with the real job, or uploads files of"
            + " its own, and checks every byte, content header and user metadata entry. It leaves"
            + " nothing behind.",
    sortOptions = false)
public final class Demo implements Callable<Integer> {
  private static final CopyCheck.Place SOURCE = new CopyCheck.Place("demo-source", "data/");
  private static final CopyCheck.Place DESTINATION = new CopyCheck.Place("demo-copy", "data/");

  private static final int SHOWN_DIFFERENCES = 20;

  /** Default size of the large object, in bytes; the maximum where objects are kept in memory. */
  private static final long COPIED = 256L << 20;

  /** The same of the large file. */
  private static final long UPLOADED = 300L << 20;

  /** Starts a store, with its files in a directory. */
  private interface Starter {
    DemoStore start(Path directory) throws Exception;
  }

  /**
   * A kind of store.
   *
   * @param starter starts one
   * @param inMemory whether it keeps its objects in this process
   */
  private record Kind(Starter starter, boolean inMemory) {}

  private static final ImmutableMap<String, Kind> STORES =
      ImmutableMap.of(
          "s3", new Kind(S3DemoStore::start, /* inMemory= */ false),
          "oss", new Kind(OssDemoStore::start, /* inMemory= */ true),
          "bos", new Kind(BosDemoStore::start, /* inMemory= */ true));

  @Option(
      names = "--script",
      required = true,
      hidden = true,
      description = "The script that runs the job.")
  private Path script;

  @Parameters(hidden = true, description = "What goes before the command: spark-submit options.")
  private List<String> submitOptions = List.of();

  @Option(
      names = "--store",
      paramLabel = "s3|oss|bos",
      defaultValue = "s3",
      description = "The kind of store (default: ${DEFAULT-VALUE}).")
  private String store;

  @Option(
      names = "--upload",
      description = "Upload files of this machine, in place of a copy from bucket to bucket.")
  private boolean upload;

  @Option(
      names = "--objects",
      paramLabel = "N",
      defaultValue = "300",
      description = "How many small objects or files (default: ${DEFAULT-VALUE}).")
  private int smallObjects;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description =
          "Size of the large one (default: 256MiB, with --upload 300MiB, which is also the maximum"
              + " that oss and bos hold).")
  private Optional<ByteSize> size = Optional.empty();

  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(names = "--help", usageHelp = true, description = "Show these options.")
  private boolean help;

  private final CleanUp cleanUp = CleanUp.atExit();

  /** Runs the demo and ends the process: 0 if the copy is right, 1 if not, 2 for wrong options. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Demo()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Kind kind = STORES.get(store);
    if (kind == null || smallObjects < 0) {
      System.err.println("demo: --store is one of " + STORES.keySet() + ", --objects 0 or more");
      return ExitCode.USAGE;
    }
    if (kind.inMemory() && large() > standard()) {
      System.err.println("demo: --store " + store + " holds at most " + mebibytes(standard()));
      return ExitCode.USAGE;
    }
    try {
      return run(kind.starter()) ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (Exception e) {
      if (cleanUp.closed()) {
        return ExitCode.SOFTWARE;
      }
      throw e;
    } finally {
      cleanUp.close();
    }
  }

  private boolean run(Starter starter) throws Exception {
    DemoDirectory directory = cleanUp.open(DemoDirectory::create);
    DemoStore demoStore = cleanUp.open(() -> starter.start(directory.path()));
    say("Started %s.", demoStore.description());
    demoStore.createBucket(DESTINATION.bucket());
    List<DemoObject> objects =
        DemoObjects.under(upload ? "" : SOURCE.prefix(), smallObjects, large());
    DemoSource source =
        upload
            ? DemoTree.write(directory.path().resolve("files"), objects)
            : bucket(demoStore, objects);
    say(
        "Made %,d %s under %s, one of them of %s.",
        objects.size(), upload ? "files" : "objects", source.uri(), mebibytes(large()));

    Path settings = SettingsFile.write(directory.path(), demoStore.settings());
    List<String> command = command(settings, source);
    say("Running %s%n", String.join(" ", command));
    Stopwatch copying = Stopwatch.createStarted();
    CopyProcess process = cleanUp.open(() -> CopyProcess.start(command));
    CopyProcess.Ending ending = process.await();
    copying.stop();
    if (cleanUp.closed()) {
      return false;
    }
    if (ending.exitCode() != 0) {
      say("%nThe job ended with exit code %d. %s", ending.exitCode(), ending.summary());
      return false;
    }

    CopyCheck check = CopyCheck.compare(source, demoStore, DESTINATION);
    say(
        "%nThe job took %s, with the start of Spark, and made %,d parts. Its summary:%n%s",
        copying, parts(ending.summary()), ending.summary());
    return report(check, objects.size());
  }

  private DemoSource bucket(DemoStore demoStore, List<DemoObject> objects) {
    demoStore.createBucket(SOURCE.bucket());
    demoStore.put(SOURCE.bucket(), DemoObjects.OUTSIDE);
    objects.parallelStream().forEach(object -> demoStore.put(SOURCE.bucket(), object));
    return new DemoBucket(demoStore, store, SOURCE);
  }

  private long large() {
    return size.map(ByteSize::bytes).orElse(standard());
  }

  private long standard() {
    return upload ? UPLOADED : COPIED;
  }

  private List<String> command(Path settings, DemoSource source) {
    return ImmutableList.<String>builder()
        .add(script.toString())
        .addAll(submitOptions)
        .add("--properties-file", settings.toString())
        .addAll(source.command())
        .add("--source", source.uri(), "--destination", store + "://" + DESTINATION)
        .build();
  }

  private static long parts(String summary) throws JsonProcessingException {
    return new JsonMapper().readTree(summary).required("parts").asLong();
  }

  private static boolean report(CopyCheck check, int made) {
    if (check.differences().isEmpty() && check.objects() == made) {
      say(
          "%nChecked %,d objects, %s: every byte, content header and user metadata entry is right.",
          check.objects(), mebibytes(check.bytes()));
      say("Your own data: README.md, and conf/stores-example.conf for the credentials.");
      return true;
    }
    say("%nFAILED: %,d of %,d objects are there.", check.objects(), made);
    check.differences().stream().limit(SHOWN_DIFFERENCES).forEach(line -> say("%s", line));
    return false;
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (1 << 20));
  }

  @FormatMethod
  private static void say(@FormatString String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
