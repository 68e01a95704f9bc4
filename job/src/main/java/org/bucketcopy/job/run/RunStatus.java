package org.bucketcopy.job.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.ForeignFileException;
import org.bucketcopy.job.journal.JournalFormatException;
import org.bucketcopy.job.journal.LockRule;
import org.bucketcopy.job.journal.RunLockedException;
import org.bucketcopy.job.journal.StatusFile;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.report.Progress;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the status of a run into its run directory, on a thread of its own, from the start of the
 * command to its end. A status that cannot be written is a warning, once: the run does not need it.
 * Nothing is written into a directory that another driver holds.
 */
public final class RunStatus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunStatus.class);
  private static final long PAUSE_SECONDS = 3;

  /** A signal leaves the run seven seconds, most of which it may have used. */
  private static final Duration LAST_WRITE = Duration.ofSeconds(2);

  private final TransferSettings settings;
  private final Configuration configuration;
  private final Machine machine;
  private final Instant began;
  private final ScheduledExecutorService writer;
  private volatile Optional<String> runId = Optional.empty();
  private volatile Optional<Supplier<Progress.Now>> progress = Optional.empty();
  private volatile boolean stopped;
  // Of the writer's thread.
  private Optional<StatusFile> file = Optional.empty();
  private boolean warned;

  private RunStatus(TransferSettings settings, Configuration configuration, Machine machine) {
    this.settings = settings;
    this.configuration = configuration;
    this.machine = machine;
    this.began = machine.clock().instant();
    this.writer = machine.threads().named("bucket-copy-status");
    this.stopped =
        settings.run().directory().isEmpty() || settings.mode() == TransferSettings.Mode.DRY_RUN;
  }

  /**
   * Begins to write the status of a run, if it has a run directory and is no dry run.
   *
   * @param configuration of the run directory's file system
   * @param machine where time and threads come from
   */
  public static RunStatus begin(
      TransferSettings settings, Configuration configuration, Machine machine) {
    RunStatus status = new RunStatus(settings, configuration, machine);
    if (!status.stopped) {
      new Guarded(status::write, status::failed)
          .every(status.writer, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
    }
    return status;
  }

  /** The run has locked its directory, and has a name. */
  void named(String id) {
    runId = Optional.of(id);
  }

  /** From now on there is something to count. */
  void counting(Supplier<Progress.Now> counts) {
    progress = Optional.of(counts);
  }

  /** Another driver has the directory: nothing is written there any more. */
  void takenOver() {
    stopped = true;
  }

  /** Writes how the run ended; waits for the file system two seconds at most. */
  public void ended(Summary summary) {
    if (!stopped) {
      writer.execute(new Guarded(() -> writeEnd(summary), this::failed));
      writer.shutdown();
      if (!Uninterruptibles.awaitTerminationUninterruptibly(writer, LAST_WRITE)) {
        failed(new IOException("the file system does not answer"));
      }
    }
    stopped = true;
  }

  /** Nothing is written any more. One whose end was not written is a status of a dead run. */
  @Override
  public void close() {
    stopped = true;
    writer.shutdownNow();
  }

  private void write() {
    Optional<Progress.Now> now = progress.map(Supplier::get);
    ObjectNode json = head();
    json.put("status", "running");
    now.ifPresent(counted -> put(json, counted));
    write(state(now), json);
  }

  private static String state(Optional<Progress.Now> now) {
    return now.map(counted -> counted.listed() ? "transferring" : "listing").orElse("starting");
  }

  private static void put(ObjectNode json, Progress.Now now) {
    TransferSummary.putCounts(json, now.counts());
    json.put("bytesPerSecond", Math.round(now.bytesPerSecond()));
    now.left().ifPresent(left -> json.put("secondsLeft", left.toSeconds()));
  }

  private void writeEnd(Summary summary) {
    ObjectNode json = head();
    try {
      json.setAll((ObjectNode) new JsonMapper().readTree(summary.toJson()));
    } catch (JacksonException e) {
      throw new IllegalStateException("a summary is not JSON", e);
    }
    json.put("ended", machine.clock().instant().toString());
    write(StatusFile.ENDED, json);
  }

  /** What it always says. */
  private ObjectNode head() {
    ObjectNode json = new JsonMapper().createObjectNode();
    runId.ifPresent(id -> json.put("runId", id));
    json.put("command", settings.ends().command());
    json.put("source", settings.source());
    json.put("destination", settings.destination().uri());
    json.put("began", began.toString());
    Instant now = machine.clock().instant();
    json.put("updated", now.toString());
    json.put("millis", Duration.between(began, now).toMillis());
    return json;
  }

  private void write(String state, ObjectNode json) {
    if (stopped) {
      return;
    }
    try {
      opened().write(state, json);
    } catch (RunLockedException | ForeignFileException | JournalFormatException refused) {
      // The run is refused too, and says why.
      LOG.debug("the status is not written", refused);
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  private StatusFile opened() throws IOException {
    if (file.isEmpty()) {
      Path directory = new Path(settings.run().directory().orElseThrow());
      StatusFile found = StatusFile.in(directory, configuration, machine.random());
      boolean locked = runId.isPresent();
      found.prepare(locked || settings.run().breakLock() ? LockRule.BREAK : LockRule.RESPECT);
      file = Optional.of(found);
    }
    return file.orElseThrow();
  }

  private synchronized void failed(Throwable why) {
    if (!warned) {
      warned = true;
      TransferJob.warn(
          "the status of the run cannot be written, and the run continues without: "
              + why.getMessage());
      LOG.debug("the status of the run cannot be written", why);
    }
  }
}
