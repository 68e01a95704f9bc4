package org.bucketcopy.job.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bucketcopy.job.lifecycle.ExitCode;

/** Runs commands one after the other, each on a thread of its own and for a bounded time. */
public final class Runner {
  private static final long MAX_SECONDS = 90;

  private final Application application;
  private final SharedSpark spark;
  private volatile Optional<Thread> driver = Optional.empty();

  public Runner(Application application, SharedSpark spark) {
    this.application = application;
    this.spark = spark;
  }

  /** A command that did not end in its time. */
  static final class EndlessException extends Exception {
    EndlessException(String message) {
      super(message);
    }
  }

  /** Asks the command that runs to stop, as a signal does. */
  void interrupt() {
    driver.ifPresent(Thread::interrupt);
  }

  /**
   * Runs a command.
   *
   * @param settings of the stores, by Hadoop's names
   * @param runDirectory where its report would be
   */
  FlowRun run(Map<String, String> settings, Optional<Path> runDirectory, List<String> arguments)
      throws EndlessException {
    List<String> before = reportLines(runDirectory);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    settings.forEach((name, value) -> System.setProperty("spark.hadoop." + name, value));
    try {
      System.setOut(new PrintStream(outBytes, true, UTF_8));
      System.setErr(new PrintStream(errBytes, true, UTF_8));
      ExitCode exitCode = exitCode(arguments);
      List<String> report = reportLines(runDirectory);
      return new FlowRun(
          arguments,
          exitCode,
          outBytes.toString(UTF_8),
          errBytes.toString(UTF_8),
          report.subList(before.size(), report.size()));
    } finally {
      System.setOut(out);
      System.setErr(err);
      settings.keySet().forEach(name -> System.clearProperty("spark.hadoop." + name));
      spark.ended();
    }
  }

  private ExitCode exitCode(List<String> arguments) throws EndlessException {
    CompletableFuture<ExitCode> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                ended.complete(application.run(spark::start, arguments.toArray(String[]::new)));
              } catch (Throwable e) {
                ended.completeExceptionally(e);
              }
            },
            "random-flow");
    driver = Optional.of(thread);
    thread.setDaemon(true);
    thread.start();
    try {
      return ended.get(MAX_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      EndlessException endless = new EndlessException("no end after " + MAX_SECONDS + " s");
      endless.setStackTrace(thread.getStackTrace());
      throw endless;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the application has thrown: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      driver = Optional.empty();
    }
  }

  /** The lines of all reports, the oldest report first. */
  private static List<String> reportLines(Optional<Path> runDirectory) {
    return runDirectory
        .map(directory -> Verifications.lines(directory, "report-"))
        .orElse(List.of());
  }
}
