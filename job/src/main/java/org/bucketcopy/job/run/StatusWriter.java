package org.bucketcopy.job.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.ForeignFileException;
import org.bucketcopy.job.journal.JournalFormatException;
import org.bucketcopy.job.journal.LockRule;
import org.bucketcopy.job.journal.RunLockedException;
import org.bucketcopy.job.journal.StatusFile;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.page.RunDetail;
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

  private static final Duration PAGE_WRITE = Duration.ofSeconds(4);
  private static final Duration PAGE_WRITE_AFTER_SIGNAL = Duration.ofSeconds(1);

  private final LiveRun run;
  private final RunPage page;
  private final RunSettings settings;
  private final Configuration configuration;
  private final Machine machine;
  private final ScheduledExecutorService writer;
  private volatile boolean locked;
  private volatile boolean ending;
  private volatile boolean stopped;
  // Of the writer's thread.
  private Optional<StatusFile> file = Optional.empty();
  private boolean warned;

  /**
   * @param run what is written
   * @param page is written with it
   * @param settings where
   * @param configuration of the run directory's file system
   * @param machine where time and threads come from
   */
  StatusWriter(
      LiveRun run,
      RunPage page,
      RunSettings settings,
      Configuration configuration,
      Machine machine) {
    this.run = run;
    this.page = page;
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

  /** From now on there is something to show on the page. */
  void showing(Supplier<RunDetail> detail) {
    page.showing(detail);
  }

  /** The run has locked its directory. */
  void locked() {
    locked = true;
  }

  /** Another driver has the directory: nothing is written there any more. */
  void takenOver() {
    stopped = true;
  }

  /**
   * Writes how the run ended, and its page. Waits two seconds at most for the one, and for the
   * other four, or after a signal one.
   */
  void ended(Summary summary) {
    ending = true;
    if (!stopped) {
      CompletableFuture<ObjectNode> status =
          CompletableFuture.supplyAsync(() -> writeEnd(summary), writer);
      CompletableFuture<Void> shown = status.thenAcceptAsync(this::writePage, writer);
      boolean signal = summary.exitCode() == ExitCode.INTERRUPTED;
      if (isDone(status, LAST_WRITE, this::failed)) {
        isDone(shown, signal ? PAGE_WRITE_AFTER_SIGNAL : PAGE_WRITE, page::failed);
      }
    }
    stopped = true;
  }

  private static boolean isDone(
      CompletableFuture<?> write, Duration most, Consumer<Throwable> failed) {
    try {
      Uninterruptibles.getUninterruptibly(write, most);
      return true;
    } catch (ExecutionException e) {
      failed.accept(e.getCause());
    } catch (TimeoutException e) {
      failed.accept(new IOException("the file system does not answer"));
    }
    return false;
  }

  /** Nothing is written any more. One whose end was not written is a status of a dead run. */
  @Override
  public void close() {
    stopped = true;
    writer.shutdownNow();
  }

  private void write() {
    if (ending) {
      return;
    }
    ObjectNode written = write(run.state(), run.status());
    if (mayWrite()) {
      page.during(written);
    }
  }

  private void writePage(ObjectNode end) {
    if (mayWrite()) {
      page.end(end);
    }
  }

  /** Whether the directory is known to be the run's. */
  private boolean mayWrite() {
    return !stopped && file.isPresent();
  }

  private ObjectNode writeEnd(Summary summary) {
    ObjectNode json = run.head();
    try {
      json.setAll((ObjectNode) new JsonMapper().readTree(summary.toJson()));
    } catch (JacksonException e) {
      throw new IllegalStateException("a summary is not JSON", e);
    }
    json.put("ended", machine.clock().instant().toString());
    return write(StatusFile.ENDED, json);
  }

  /** Gives what was written, or was to be. */
  private ObjectNode write(String state, ObjectNode json) {
    if (!stopped) {
      try {
        return opened().write(state, json);
      } catch (RunLockedException | ForeignFileException | JournalFormatException refused) {
        // The run is refused too, and says why.
        LOG.debug("the status is not written", refused);
      } catch (IOException | RuntimeException e) {
        failed(e);
      }
    }
    return json;
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
