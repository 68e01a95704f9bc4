package org.bucketcopy.job.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.ForeignFileException;
import org.bucketcopy.job.journal.JournalFormatException;
import org.bucketcopy.job.journal.LockRule;
import org.bucketcopy.job.journal.RunLockedException;
import org.bucketcopy.job.journal.StatusFile;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.planner.thread.Guarded;
import org.bucketcopy.planner.thread.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the status of a run into its run directory, on a thread of its own, from the start of the
 * command to its end. A status that cannot be written is a warning, once: the run does not need it.
 * Nothing is written into a directory that another driver holds.
 */
final class StatusWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
  private static final long PAUSE_SECONDS = 3;

  /** A signal leaves the run seven seconds, most of which it may have used. */
  private static final Duration LAST_WRITE = Duration.ofSeconds(2);

  private final LiveRun run;
  private final RunSettings settings;
  private final Configuration configuration;
  private final Machine machine;
  private final ScheduledExecutorService writer;
  private volatile boolean locked;
  private volatile boolean stopped;
  // Of the writer's thread.
  private Optional<StatusFile> file = Optional.empty();
  private boolean warned;

  /**
   * @param run what is written
   * @param settings where
   * @param configuration of the run directory's file system
   * @param machine where time and threads come from
   */
  StatusWriter(LiveRun run, RunSettings settings, Configuration configuration, Machine machine) {
    this.run = run;
    this.settings = settings;
    this.configuration = configuration;
    this.machine = machine;
    this.writer = machine.threads().named("bucket-copy-status");
    this.stopped = settings.directory().isEmpty();
  }

  /** Begins to write, if there is a run directory. */
  void start() {
    if (!stopped) {
      new Guarded(this::write, this::failed).every(writer, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** The run has locked its directory. */
  void locked() {
    locked = true;
  }

  /** Another driver has the directory: nothing is written there any more. */
  void takenOver() {
    stopped = true;
  }

  /** Writes how the run ended; waits for the file system two seconds at most. */
  void ended(Summary summary) {
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
    write(run.state(), run.status());
  }

  private void writeEnd(Summary summary) {
    ObjectNode json = run.head();
    try {
      json.setAll((ObjectNode) new JsonMapper().readTree(summary.toJson()));
    } catch (JacksonException e) {
      throw new IllegalStateException("a summary is not JSON", e);
    }
    json.put("ended", machine.clock().instant().toString());
    write(StatusFile.ENDED, json);
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
      Path directory = new Path(settings.directory().orElseThrow());
      StatusFile found = StatusFile.in(directory, configuration, machine.random());
      found.prepare(locked || settings.breakLock() ? LockRule.BREAK : LockRule.RESPECT);
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
