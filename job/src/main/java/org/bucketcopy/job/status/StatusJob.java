package org.bucketcopy.job.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.journal.StatusFile;
import org.bucketcopy.job.lifecycle.EarlyEnd;
import org.bucketcopy.job.lifecycle.EarlyEnd.Cause;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.planner.model.Printable;
import org.bucketcopy.planner.thread.Machine;

/** Reads the status of a run, once or until the run has ended. */
public final class StatusJob {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** So often what cannot be read may be what is being written, or a file system that is busy. */
  private static final int MAX_UNREADABLE = 5;

  private final Configuration configuration;
  private final StatusSettings settings;
  private final EarlyEnd end;
  private final Machine machine;
  private boolean announced;

  /**
   * @param configuration of the run directory's file system
   * @param end ends the wait, whoever asks for it
   * @param machine where time and threads come from
   */
  public StatusJob(
      Configuration configuration, StatusSettings settings, EarlyEnd end, Machine machine) {
    this.configuration = configuration;
    this.settings = settings;
    this.end = end;
    this.machine = machine;
  }

  /** Says what is known of the run, whatever happens. */
  public Summary run() {
    try {
      return awaited();
    } catch (IOException e) {
      return ended(Cause.couldNotRun(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      return ended(Cause.INTERRUPTED);
    } catch (RuntimeException | Error e) {
      return ended(Cause.unexpected(e));
    }
  }

  private StatusSummary ended(Cause cause) {
    Cause first = end.cause().orElse(cause);
    return new StatusSummary(first.status(), Optional.empty(), Optional.of(first.message()));
  }

  private StatusSummary awaited() throws IOException, InterruptedException {
    StatusFile file = StatusFile.in(settings.directory(), configuration, machine.random());
    ScheduledExecutorService timer = machine.threads().named("bucket-copy-pause");
    long began = machine.ticker().read();
    int unreadable = 0;
    while (true) {
      try {
        StatusSummary now = look(file);
        unreadable = 0;
        if (isLast(now) || isOver(began)) {
          return now;
        }
      } catch (IOException e) {
        unreadable++;
        if (unreadable == MAX_UNREADABLE) {
          throw e;
        }
      }
      pause(timer);
    }
  }

  private boolean isLast(StatusSummary now) {
    boolean mayChange = now.exitCode() == ExitCode.RUNNING || now.exitCode() == ExitCode.NO_STATUS;
    return !settings.untilEnd() || !mayChange;
  }

  private boolean isOver(long began) {
    long passed = machine.ticker().read() - began;
    return settings.maxDuration().filter(most -> passed >= most.toNanos()).isPresent();
  }

  private static void pause(ScheduledExecutorService timer) throws InterruptedException {
    try {
      timer.schedule(() -> {}, PAUSE.toMillis(), TimeUnit.MILLISECONDS).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private StatusSummary look(StatusFile file) throws IOException {
    Optional<StatusFile.Found> found = file.read();
    if (found.isEmpty()) {
      return none(file);
    }
    JsonNode json = found.orElseThrow().json();
    if (found.orElseThrow().ended()) {
      return new StatusSummary(exitCode(json), Optional.of(json), Optional.empty());
    }
    return found
        .orElseThrow()
        .silent()
        .map(why -> new StatusSummary(ExitCode.DIED, Optional.of(json), Optional.of(died(why))))
        .orElse(new StatusSummary(ExitCode.RUNNING, Optional.of(json), Optional.empty()));
  }

  private static String died(String why) {
    return "the run has ended without saying how: " + why;
  }

  private StatusSummary none(StatusFile file) {
    String problem = file + " is not there: no run has started in this directory";
    if (settings.untilEnd() && !announced) {
      announced = true;
      System.err.println("bucket-copy: " + Printable.of(problem) + " yet");
    }
    return new StatusSummary(ExitCode.NO_STATUS, Optional.empty(), Optional.of(problem));
  }

  private static ExitCode exitCode(JsonNode json) throws IOException {
    try {
      return ExitCode.valueOf(json.path("status").asText().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the status has an end that is not known: " + json.path("status").asText(), e);
    }
  }
}
