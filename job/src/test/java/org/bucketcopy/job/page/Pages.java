package org.bucketcopy.job.page;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bucketcopy.job.dispatch.ExecutorReport;
import org.bucketcopy.job.report.FailedObject;
import org.bucketcopy.job.report.Highlights;
import org.bucketcopy.job.report.Proof;
import org.bucketcopy.job.report.Route;
import org.bucketcopy.job.report.SlowObject;
import org.bucketcopy.planner.store.LatencyHistogram;
import org.bucketcopy.planner.store.RequestCounts;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/** Data of pages, made up. */
final class Pages {
  /** What would be taken for HTML, or deceive who reads it, if it were not escaped. */
  static final List<String> HOSTILE =
      List.of(
          "s3://b/</script><script>alert(1)</script>",
          "s3://b/<!--<script>",
          "s3://b/quotes\"'`&amp;<b>bold</b>",
          "s3://b/\u202egpj.exe",
          "s3://b/line\u2028separator\u2029\n\u0000\u001b[2J\u0007",
          "s3://b/\\u003c/script\\",
          "s3://b/" + Strings.repeat("very/long/", 100));

  private Pages() {}

  /** A run of 100,000 objects, as much of it as a page can have. */
  static ObjectNode large() {
    return data(100_000, 1_000, index -> "s3://warehouse-of-the-north/2026/table=orders/" + index);
  }

  /** A run whose keys and messages are hostile. */
  static ObjectNode hostile() {
    return data(HOSTILE.size() + 10, HOSTILE.size(), HOSTILE::get);
  }

  private static ObjectNode data(int objects, int failed, IntFunction<String> source) {
    PageData data =
        new PageData(
            status(objects, failed), Map.of("--part-size", "134217728B", "--include", "<*>"));
    return data.with(detail(failed, source))
        .reports(List.of("report-20260101-000000-000.jsonl"))
        .json();
  }

  private static ObjectNode status(int objects, int failed) {
    ObjectNode status = new JsonMapper().createObjectNode();
    status
        .put("command", "copy")
        .put("source", "s3://warehouse-of-the-north/2026/")
        .put("destination", "s3://copies/2026/")
        .put("status", "objects_failed")
        .put("exitCode", 1)
        .put("host", "driver-1.cluster.example")
        .put("runId", "0d1f6c1e-8a3f-4a44-9c6b-2f8a0e1c7f10")
        .put("began", "2026-01-01T00:00:00.123Z")
        .put("ended", "2026-01-01T01:10:00.456Z")
        .put("problem", "an example's </script> problem")
        .put("millis", 4_200_333);
    for (String name : List.of("listed", "planned")) {
      status.put(name, objects);
    }
    for (String name : List.of("filtered", "skipped", "degraded", "uploadsLeftOpen")) {
      status.put(name, 0);
    }
    status.put("failed", failed).put("copied", objects - failed).put("parts", 400);
    status.put("plannedBytes", 1L << 50).put("copiedBytes", 1023L << 40);
    status.put("failedRequests", 5_000).put("throttledRequests", 700);
    status.putObject("requests").put("copy_object", objects).put("copy_part", 400);
    return status;
  }

  private static RunDetail detail(int failed, IntFunction<String> source) {
    return new RunDetail(
        Optional.of(Instant.EPOCH),
        new Highlights.Kept(
            ImmutableTable.of(Route.COPIED_WHOLE, Proof.ETAG, 99_000L),
            slowest(source.apply(0)),
            IntStream.range(0, failed)
                .mapToObj(index -> failed(source.apply(index)))
                .collect(ImmutableList.toImmutableList())),
        IntStream.range(0, Timeline.MOST).mapToObj(Pages::sample).toList(),
        requests(7),
        IntStream.range(1, 9)
            .mapToObj(
                number ->
                    new ExecutorReport(
                        String.valueOf(number),
                        "worker-" + number + ".cluster.example",
                        number == 3,
                        requests(number)))
            .toList());
  }

  private static ImmutableList<SlowObject> slowest(String source) {
    return IntStream.range(0, 100)
        .mapToObj(
            index ->
                new SlowObject(
                    source + index,
                    50L << 30,
                    Route.COPIED_BY_PARTS,
                    Duration.ofMillis(700_000 - 1_234L * index)))
        .collect(ImmutableList.toImmutableList());
  }

  private static FailedObject failed(String source) {
    return new FailedObject(
        source,
        16_384,
        new StoreFault(
            Kind.DENIED,
            StoreOperation.COPY_OBJECT,
            source,
            "AccessDenied",
            403,
            "4442587FB7D0A2F9",
            "not allowed: <b>" + Strings.repeat("no right ", 20) + source));
  }

  private static Sample sample(int index) {
    double wave = 1 + 0.4 * Math.sin(index / 17.0);
    return new Sample(
        index * 7_000L,
        (long) ((index + 0.4 * 17 * (1 - Math.cos(index / 17.0))) * 1.7 * (1L << 40)),
        index * 165L,
        index < 100 ? 4 : 8,
        new Sample.Requests(index * 170L, index / 3, (long) (500 * wave)));
  }

  private static RequestCounts requests(int seed) {
    long[] counts = new long[LatencyHistogram.BUCKETS];
    for (int bucket = 100; bucket < 165; bucket++) {
      counts[bucket] = 20_000L / (1 + Math.abs(bucket - 120 - seed));
    }
    LatencyHistogram histogram = LatencyHistogram.of(counts, 9_876_543);
    return new RequestCounts(
        Map.of(StoreOperation.COPY_OBJECT, 100_000L, StoreOperation.COPY_PART, 400L),
        600,
        80,
        Map.of(StoreOperation.COPY_OBJECT, histogram, StoreOperation.COPY_PART, histogram));
  }
}
