package org.bucketcopy.job.page;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bucketcopy.job.dispatch.ExecutorReport;
import org.bucketcopy.job.report.FailedObject;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.job.report.Route;
import org.bucketcopy.job.report.SlowObject;
import org.bucketcopy.planner.store.LatencyHistogram;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreFault;

/** What a page is made of, as JSON: the content of {@code report.json}. */
public final class PageData {
  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode data = JSON.createObjectNode();

  /**
   * @param status how the run ended or how far it is, with the fields of {@code status.json}
   * @param asked the options that were given, by name
   */
  public PageData(ObjectNode status, Map<String, String> asked) {
    data.set("status", status);
    ObjectNode options = data.putObject("asked");
    asked.forEach(options::put);
  }

  /** Adds how it went. */
  public PageData with(RunDetail detail) {
    detail.resumed().ifPresent(began -> data.put("resumed", began.toString()));
    made(detail.objects().made());
    ArrayNode slowest = data.putArray("slowest");
    detail.objects().slowest().forEach(object -> slowest.add(slow(object)));
    failed(detail.objects().failed());
    timeline(detail.timeline());
    ArrayNode latencies = data.putArray("latencies");
    detail
        .requests()
        .latencies()
        .forEach((operation, times) -> latencies.add(latency(word(operation), times)));
    executors(detail);
    return this;
  }

  /** Adds the first objects that failed. */
  PageData failed(List<FailedObject> objects) {
    ArrayNode failed = data.putArray("failed");
    objects.forEach(object -> failed.add(failed(object)));
    return this;
  }

  /** Adds the names of the files with all objects that failed or lost something. */
  public PageData reports(List<String> names) {
    names.forEach(data.withArray("reports")::add);
    return this;
  }

  /** The data. */
  public ObjectNode json() {
    return data;
  }

  private void made(Table<Route, Proof, Long> counts) {
    ArrayNode made = data.putArray("made");
    counts
        .rowMap()
        .forEach(
            (route, proofs) ->
                proofs.forEach(
                    (proof, objects) ->
                        made.addObject()
                            .put("route", word(route))
                            .put("proof", word(proof))
                            .put("objects", objects)));
  }

  private static ObjectNode slow(SlowObject object) {
    return JSON.createObjectNode()
        .put("source", object.source())
        .put("size", object.size())
        .put("route", word(object.route()))
        .put("millis", object.took().toMillis());
  }

  private static ObjectNode failed(FailedObject object) {
    StoreFault fault = object.fault();
    return JSON.createObjectNode()
        .put("source", object.source())
        .put("size", object.size())
        .put("reason", fault.kind().name())
        .put("operation", fault.operation().name())
        .put("code", fault.code())
        .put("status", fault.status())
        .put("requestId", fault.requestId())
        .put("message", fault.message());
  }

  private void timeline(List<Sample> samples) {
    ArrayNode timeline = data.putArray("timeline");
    for (Sample sample : samples) {
      timeline
          .addObject()
          .put("millis", sample.millis())
          .put("bytes", sample.bytes())
          .put("objects", sample.objects())
          .put("executors", sample.executors())
          .put("sent", sample.requests().sent())
          .put("throttled", sample.requests().throttled())
          .put("inFlight", sample.requests().inFlight());
    }
  }

  private static ObjectNode latency(String operation, LatencyHistogram times) {
    ObjectNode latency =
        JSON.createObjectNode()
            .put("operation", operation)
            .put("answered", times.total())
            .put("p50Micros", times.quantileMicros(0.50))
            .put("p95Micros", times.quantileMicros(0.95))
            .put("p99Micros", times.quantileMicros(0.99))
            .put("maxMicros", times.maxMicros());
    ArrayNode histogram = latency.putArray("histogram");
    for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
      if (times.count(bucket) > 0) {
        histogram.addArray().add(LatencyHistogram.lowestMicros(bucket)).add(times.count(bucket));
      }
    }
    return latency;
  }

  private void executors(RunDetail detail) {
    ArrayNode processes = data.putArray("processes");
    processes.add(process("driver", data.path("status").path("host").asText(), detail.driver()));
    detail.executors().stream()
        .sorted(
            Comparator.comparingInt((ExecutorReport report) -> report.executor().length())
                .thenComparing(ExecutorReport::executor))
        .forEach(
            report ->
                processes.add(
                    process(name(report.executor()), report.host(), report.requests())
                        .put("lost", report.gone())));
  }

  /** Where Spark has one process, it calls its executor so. */
  private static String name(String executor) {
    return executor.equals("driver") ? "local executor" : "executor " + executor;
  }

  private static ObjectNode process(String name, String host, RequestCounts requests) {
    ObjectNode process =
        JSON.createObjectNode()
            .put("name", name)
            .put("host", host)
            .put("requests", requests.total())
            .put("failed", requests.failed())
            .put("throttled", requests.throttled());
    ObjectNode kinds = process.putObject("byOperation");
    requests.byOperation().forEach((operation, count) -> kinds.put(word(operation), count));
    return process;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
