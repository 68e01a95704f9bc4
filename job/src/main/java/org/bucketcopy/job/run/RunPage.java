package org.bucketcopy.job.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.PageFiles;
import org.bucketcopy.job.page.PageData;
import org.bucketcopy.job.page.PageTemplate;
import org.bucketcopy.job.page.RunDetail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the page of a run into its run directory. Written by one thread. */
final class RunPage {
  private static final Logger LOG = LoggerFactory.getLogger(RunPage.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final RunOutline settings;
  private final Configuration configuration;
  private final Ticker clock;
  private volatile Optional<Supplier<RunDetail>> detail = Optional.empty();
  private long writtenNanos;
  private boolean warned;

  /**
   * @param configuration of the run directory's file system
   * @param clock says when it is time to write
   */
  RunPage(RunOutline settings, Configuration configuration, Ticker clock) {
    this.settings = settings;
    this.configuration = configuration;
    this.clock = clock;
    this.writtenNanos = clock.read();
  }

  /** From now on there is something to show. */
  void showing(Supplier<RunDetail> what) {
    detail = Optional.of(what);
  }

  /**
   * Writes the data of the page, of which it can be made, from time to time: what a killed driver
   * leaves.
   *
   * @param status how far the run is
   */
  void during(ObjectNode status) {
    long now = clock.read();
    if (!settings.paged() || detail.isEmpty() || now - writtenNanos < PAUSE.toNanos()) {
      return;
    }
    writtenNanos = now;
    try {
      PageFiles files = files();
      files.writeData(data(status, files));
    } catch (IOException | RuntimeException e) {
      LOG.debug("the data of the page cannot be written", e);
    }
  }

  /**
   * Writes the page, and its data.
   *
   * @param status how the run ended
   */
  void end(ObjectNode status) {
    if (!settings.paged()) {
      return;
    }
    try {
      PageFiles files = files();
      ObjectNode data = data(status, files);
      files.writeData(data);
      files.writePage(PageTemplate.START, PageTemplate.page(data));
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  /** Warns, once, that there is no page. */
  synchronized void failed(Throwable why) {
    if (!warned) {
      warned = true;
      TransferJob.warn(
          "the page of the run is not written, `report --run-dir` makes it: " + why.getMessage());
    }
    LOG.debug("the page of the run is not written", why);
  }

  private PageFiles files() throws IOException {
    return PageFiles.in(new Path(settings.run().directory().orElseThrow()), configuration);
  }

  private ObjectNode data(ObjectNode status, PageFiles files) throws IOException {
    PageData data = new PageData(status, asked()).reports(files.reports());
    detail.map(Supplier::get).ifPresent(data::with);
    return data.json();
  }

  /** The options that decide what is copied, and those that decide how fast. */
  private Map<String, String> asked() {
    Map<String, String> asked = new TreeMap<>(settings.run().planOptions());
    RequestSettings requests = settings.requests();
    put(asked, "--in-flight", requests.inFlight());
    put(asked, "--max-requests-per-second", requests.maxPerSecond());
    put(asked, "--max-bytes-per-second", requests.maxBytesPerSecond());
    asked.put("--retries", String.valueOf(requests.retries()));
    settings.run().maxFailures().ifPresent(most -> put(asked, "--max-failures", most));
    settings
        .run()
        .maxDuration()
        .ifPresent(most -> asked.put("--max-duration", most.toSeconds() + "s"));
    return asked;
  }

  /** Zero is none. */
  private static void put(Map<String, String> asked, String name, long value) {
    if (value > 0) {
      asked.put(name, String.valueOf(value));
    }
  }
}
