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
import java.util.concurrent.Callable;
import org.bucketcopy.job.options.ByteSize;
import org.bucketcopy.job.servers.SettingsFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code demo}: fills a bucket on a server that it starts for itself, runs the real job
 * on it, and checks the copy.
 */
@Command(
    name = "bucket-copy demo",
    description =
        "Fills a bucket on a server of its own, copies it with the real job, and checks every byte,"
            + " content header and user metadata entry. It leaves nothing behind.",
    sortOptions = false)
public final class Demo implements Callable<Integer> {
  private static final CopyCheck.Place SOURCE = new CopyCheck.Place("demo-source", "data/");
  private static final CopyCheck.Place DESTINATION = new CopyCheck.Place("demo-copy", "data/");

  private static final int SHOWN_DIFFERENCES = 20;

  /** Maximum bytes of an object in a store that keeps its objects in this process. */
  private static final long MAX_IN_MEMORY = 256L << 20;

  /** Starts a store, with its files in a directory. */
  private interface Starter {
    DemoStore start(Path directory) throws Exception;
  }

  /**
   * A kind of store.
   *
   * @param starter starts one
   * @param maxBytes largest object that it holds
   */
  private record Kind(Starter starter, long maxBytes) {}

  private static final ImmutableMap<String, Kind> STORES =
      ImmutableMap.of(
          "s3", new Kind(S3DemoStore::start, Long.MAX_VALUE),
          "oss", new Kind(OssDemoStore::start, MAX_IN_MEMORY),
          "bos", new Kind(BosDemoStore::start, MAX_IN_MEMORY));

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
      names = "--objects",
      paramLabel = "N",
      defaultValue = "300",
      description = "How many small objects (default: ${DEFAULT-VALUE}).")
  private int smallObjects;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      defaultValue = "256MiB",
      description =
          "Size of the large object (default: ${DEFAULT-VALUE}, which is also the maximum that oss"
              + " and bos hold).")
  private ByteSize size;

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
    if (size.bytes() > kind.maxBytes()) {
      System.err.println("demo: --store " + store + " holds at most " + mebibytes(kind.maxBytes()));
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
    List<DemoObject> filled = fill(demoStore);

    List<String> command = command(SettingsFile.write(directory.path(), demoStore.settings()));
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

    CopyCheck check = CopyCheck.compare(demoStore, SOURCE, DESTINATION);
    say(
        "%nThe job took %s, with the start of Spark, and copied %,d parts. Its summary:%n%s",
        copying, parts(ending.summary()), ending.summary());
    return report(check, filled);
  }

  private List<DemoObject> fill(DemoStore demoStore) {
    demoStore.createBucket(SOURCE.bucket());
    demoStore.createBucket(DESTINATION.bucket());
    demoStore.put(SOURCE.bucket(), DemoObjects.OUTSIDE);
    List<DemoObject> objects = DemoObjects.under(SOURCE.prefix(), smallObjects, size.bytes());
    objects.parallelStream().forEach(object -> demoStore.put(SOURCE.bucket(), object));
    say(
        "Put %,d objects under %s, one of them of %s.",
        objects.size(), uri(SOURCE), mebibytes(size.bytes()));
    return objects;
  }

  private List<String> command(Path settings) {
    return ImmutableList.<String>builder()
        .add(script.toString())
        .addAll(submitOptions)
        .add("--properties-file", settings.toString(), "copy")
        .add("--source", uri(SOURCE), "--destination", uri(DESTINATION))
        .build();
  }

  private static long parts(String summary) throws JsonProcessingException {
    return new JsonMapper().readTree(summary).required("parts").asLong();
  }

  private static boolean report(CopyCheck check, List<DemoObject> filled) {
    if (check.differences().isEmpty() && check.objects() == filled.size()) {
      say(
          "%nChecked %,d objects, %s: every byte, content header and user metadata entry is the"
              + " same.",
          check.objects(), mebibytes(check.bytes()));
      say("Your own buckets: README.md, and conf/stores-example.conf for the credentials.");
      return true;
    }
    say("%nFAILED: %,d of %,d objects were copied.", check.objects(), filled.size());
    check.differences().stream().limit(SHOWN_DIFFERENCES).forEach(line -> say("%s", line));
    return false;
  }

  private String uri(CopyCheck.Place place) {
    return store + "://" + place;
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (1 << 20));
  }

  @FormatMethod
  private static void say(@FormatString String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
