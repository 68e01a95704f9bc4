package org.bucketcopy.job.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectFilter;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.Pairs;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.plan.TagRule;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UnusableEntry;
import org.junit.jupiter.api.Test;

/** Entries of a listing that cannot be copied, up to the counts and the report. */
final class CopyPlanTest {
  private static final Bucket A = new Bucket("s3", "a");
  private static final Bucket B = new Bucket("s3", "b");
  private static final int MIB = 1 << 20;
  private static final String LONG = "x/" + "k".repeat(1022);

  private static final ListingPage ODD =
      new ListingPage(
          List.of(
              object("foreign"),
              object("x/"),
              object("x/a"),
              object("x/b"),
              Pairs.listed("x/b", "another", 7, 0),
              object(LONG)),
          List.of(
              new UnusableEntry("x/c", "it has no ETag"),
              new UnusableEntry("x/tmp/d", "it has no size")),
          Optional.empty());

  private final List<Long> told = new ArrayList<>();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final Results results =
      new Results(new Report(Optional.of(() -> lines)), failed -> told.add(failed), defect -> {});

  @Test
  void eachIsCountedAsFailedWithALineOfTheReport() throws Exception {
    List<ObjectPlan> plans = new ArrayList<>();
    plan("y/").walk(results, plans::add);

    RunCounts counts = results.counts();
    assertThat(plans).extracting(plan -> plan.pair().source().key()).contains("x/", "x/a", LONG);
    assertThat(counts.objects().listed()).isEqualTo(8);
    assertThat(counts.objects().filtered()).isEqualTo(1);
    assertThat(counts.objects().planned()).isEqualTo(7);
    assertThat(counts.objects().failed()).isEqualTo(4);
    assertThat(told).containsExactly(1L, 2L, 3L, 4L);
    assertThat(report())
        .extracting(line -> line.path("outcome").asText() + " " + line.path("source").asText())
        .containsExactlyInAnyOrder(
            "failed s3://a/foreign", "failed s3://a/x/b", "failed s3://a/x/b", "failed s3://a/x/c");
    assertThat(report())
        .filteredOn(line -> line.path("source").asText().endsWith("x/b"))
        .extracting(line -> line.path("etag").asText() + " " + line.path("size").asText())
        .containsExactly("etag 1", "another 7");
    assertThat(report())
        .allMatch(line -> line.path("reason").asText().equals("INVALID"))
        .anyMatch(line -> line.path("message").asText().equals("it has no ETag"));
  }

  @Test
  void aDryRunFailsWhatACopyWouldFail() throws Exception {
    DryRun forecast =
        new DryRun(MemoryStore.PROFILE, DestinationRule.REPLACE, TagRule.IF_ALLOWED, results);
    // Two bytes more of a prefix than a key of the destination may have.
    plan("yyyy/").walk(results, forecast::add);

    assertThat(results.counts().objects().failed()).isEqualTo(5);
    assertThat(forecast.requests().byOperation()).containsEntry(StoreOperation.COPY_OBJECT, 2L);
  }

  @Test
  void anObjectThatLosesItsNameIsOneFailure() throws Exception {
    List<ObjectPlan> plans = new ArrayList<>();
    plan("").walk(results, plans::add);

    assertThat(plans).extracting(plan -> plan.pair().destination().key()).contains("a");
    assertThat(results.counts().objects().failed()).isEqualTo(5);
    assertThat(report())
        .filteredOn(line -> line.path("source").asText().equals("s3://a/x/"))
        .hasSize(1)
        .allMatch(line -> line.path("message").asText().contains("add a destination prefix"));
  }

  private List<JsonNode> report() throws IOException {
    return new JsonMapper()
        .readerFor(JsonNode.class)
        .<JsonNode>readValues(lines.toByteArray())
        .readAll();
  }

  private static CopyPlan plan(String prefix) {
    CopySettings settings =
        new CopySettings(
            CopySettings.Mode.COPY,
            new ObjectPrefix(A, "x/"),
            new ObjectPrefix(B, prefix),
            ObjectFilter.of(List.of(), List.of("tmp/**")),
            new PlanSettings(5 * MIB, 8 * MIB),
            IfExists.SKIP,
            TagRule.IF_ALLOWED,
            0,
            0,
            0,
            RunSettings.NONE);
    MemoryService service = new MemoryService();
    service.create(B);
    return new CopyPlan(
        settings,
        odd(),
        new MemoryStore(service, MemoryStore.PROFILE, 1000),
        Optional.empty(),
        plan -> false);
  }

  private static ObjectStore odd() {
    return new StoreDecorator(new MemoryStore(new MemoryService(), MemoryStore.PROFILE, 1)) {
      @Override
      protected <T> CompletionStage<T> around(
          StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
        return call.get();
      }

      @Override
      public CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter) {
        return CompletableFuture.completedStage(ODD);
      }
    };
  }

  private static ListedObject object(String key) {
    return Pairs.listed(key, "etag", 1, 0);
  }
}
