package org.bucketcopy.job.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Maps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bucketcopy.job.lifecycle.Summary;
import org.bucketcopy.job.report.Progress;
import org.bucketcopy.job.report.Progress.Now;
import org.bucketcopy.job.report.ProgressLine;
import org.bucketcopy.job.report.ProgressView;
import org.bucketcopy.job.report.Traffic;
import org.bucketcopy.planner.model.Printable;

/** What is known of a run while it goes on. Thread-safe. */
final class LiveRun implements ProgressView {
  private final RunTitle title;
  private final InstantSource clock;
  private final Instant began;
  private final ProgressLine line;
  private volatile Optional<String> id = Optional.empty();
  private volatile Optional<Progress> progress = Optional.empty();

  /** A run that begins now. */
  LiveRun(RunTitle title, InstantSource clock) {
    this.title = title;
    this.clock = clock;
    this.began = clock.instant();
    this.line = new ProgressLine(title.ofStream() ? "reading" : "listing");
  }

  /** The run has a name. */
  void named(String name) {
    id = Optional.of(name);
  }

  /** From now on there is something to count. */
  void counting(Progress counted) {
    progress = Optional.of(counted);
  }

  /** What the run does. */
  String state() {
    return state(now());
  }

  private String state(Optional<Now> now) {
    return now.map(counted -> counted.listed() || title.ofStream() ? "transferring" : "listing")
        .orElse("starting");
  }

  /** What the run does, and how far it is. */
  ObjectNode status() {
    ObjectNode json = head();
    json.put("status", "running");
    now().ifPresent(counted -> put(json, counted));
    return json;
  }

  /** What is always said of it. */
  ObjectNode head() {
    ObjectNode json = new JsonMapper().createObjectNode();
    id.ifPresent(name -> json.put("runId", name));
    json.put("command", title.command());
    json.put("source", title.source());
    json.put("destination", title.destination());
    json.put("began", began.toString());
    Instant now = clock.instant();
    json.put("updated", now.toString());
    json.put("millis", Duration.between(began, now).toMillis());
    return json;
  }

  /** Under the names of a summary, where that has them. */
  private static void put(ObjectNode json, Now now) {
    TransferSummary.putCounts(json, now.counts());
    Traffic traffic = now.traffic();
    traffic.inFlight().ifPresent(inFlight -> json.put("inFlight", inFlight));
    Summary.putRequests(json, traffic.requests());
    json.put("throttledRequests", traffic.requests().throttled());
    json.put("bytesPerSecond", Math.round(now.pace().bytesPerSecond()));
    now.pace().left().ifPresent(left -> json.put("secondsLeft", left.toSeconds()));
  }

  /** Each figure by its name, as the run last measured it: 0 before it counts. */
  Map<String, Supplier<Long>> gauges() {
    return Maps.toMap(
        Now.NONE.figures().keySet(), name -> () -> latest().figures().getOrDefault(name, 0L));
  }

  private Now latest() {
    return progress.map(Progress::latest).orElse(Now.NONE);
  }

  private Optional<Now> now() {
    return progress.map(Progress::now);
  }

  @Override
  public String plain() {
    return line.plain(now().orElse(Now.NONE));
  }

  @Override
  public String bar(int columns) {
    return line.bar(now().orElse(Now.NONE), columns);
  }

  @Override
  public String json() {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("state", state());
    json.setAll(status());
    return Printable.json(json.toString());
  }
}
