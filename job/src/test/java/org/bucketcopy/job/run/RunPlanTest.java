package org.bucketcopy.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.report.Report;
import org.bucketcopy.job.report.Results;
import org.bucketcopy.job.report.RunCounts;
import org.bucketcopy.planner.listing.PairedListing;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.CompareRule;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.CopyRoute;
import org.bucketcopy.planner.plan.EntryFilter;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectFilter;
import org.bucketcopy.planner.plan.ObjectPlan;
import org.bucketcopy.planner.plan.Pairs;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.Candidates;
import org.bucketcopy.planner.source.ExtraneousObject;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UnusableEntry;
import org.junit.jupiter.api.Test;

/** Entries of a listing that cannot be copied, up to the counts and the report. */
final class RunPlanTest {
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
    assertThat(plans)
        .extracting(plan -> plan.pair().source().uri())
        .contains("s3://a/x/", "s3://a/x/a", "s3://a/" + LONG);
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
        new DryRun(
            MemoryStore.PROFILE,
            IfExists.SKIP,
            new SourceReads(/* tags= */ true, /* metadata= */ false, /* parts= */ false),
            Optional.of(CopyRoute.SERVER_SIDE),
            results);
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

  @Test
  void candidatesAreHandledOneByOne() throws Exception {
    SourceObject object = SourceObject.of(A, object("x/a"));
    SourceFile file = new SourceFile("hdfs://nn/x/b", new FileState(7, 0));
    Given given =
        new Given(
            List.<Candidate>of(
                    new ExtraneousObject(B, object("y/0")),
                    object.to(B.object("y/a"), Optional.empty()),
                    file.to(B.object("y/b"), Optional.of(object("y/b"))),
                    object.to(B.object("y/tmp/a"), Optional.empty()),
                    new FailedEntry(
                        "hdfs://nn/x/c",
                        Optional.of("c"),
                        Optional.of(new FileState(9, 0)),
                        Optional.empty(),
                        StoreFault.found(
                            StoreFault.Kind.DENIED,
                            StoreOperation.LIST_OBJECTS,
                            "c",
                            "not readable")))
                .iterator());
    RunPlan plan =
        new RunPlan(settings("y/"), given, planner()::plan, Optional.empty(), doubtful -> false);
    List<String> sources = new ArrayList<>();
    RunPlan.Starter starter = started -> sources.add(started.pair().source().uri());

    assertThat(plan.step(results, starter)).isTrue();
    assertThat(results.counts().objects().listed()).isZero();
    assertThat(plan.step(results, starter)).isTrue();
    assertThat(sources).containsExactly("s3://a/x/a");
    assertThat(plan.step(results, starter)).isTrue();
    assertThat(sources).containsExactly("s3://a/x/a", "hdfs://nn/x/b");
    assertThat(plan.step(results, starter)).isTrue();
    assertThat(results.counts().objects().filtered()).isEqualTo(1);
    assertThat(plan.step(results, starter)).isTrue();
    assertThat(results.counts().objects().failed()).isEqualTo(1);
    assertThat(results.counts().bytes().planned()).isEqualTo(1 + 7 + 9);
    assertThat(plan.step(results, starter)).isFalse();
    assertThat(plan.warnings()).containsExactly("given");
    assertThat(report())
        .extracting(line -> line.path("source").asText() + " " + line.path("size").asText())
        .containsExactly("hdfs://nn/x/c 9");
  }

  /** Candidates of a test. */
  private record Given(Iterator<Candidate> left) implements Candidates {
    @Override
    public boolean hasNext() {
      return left.hasNext();
    }

    @Override
    public Candidate next() {
      return left.next();
    }

    @Override
    public List<String> warnings() {
      return List.of("given");
    }
  }

  private List<JsonNode> report() throws IOException {
    return new JsonMapper()
        .readerFor(JsonNode.class)
        .<JsonNode>readValues(lines.toByteArray())
        .readAll();
  }

  private static TransferSettings settings(String prefix) {
    return new TransferSettings(
        TransferSettings.Mode.TRANSFER,
        new Ends("copy", "s3://a/x/", new ObjectPrefix(B, prefix)),
        new Selection(
            EntryFilter.of(ObjectFilter.of(List.of(), List.of("tmp/**"))),
            IfExists.SKIP,
            CompareRule.ETAG_OR_TIME,
            Optional.empty()),
        new PlanSettings(5 * MIB, 8 * MIB),
        new RequestSettings(0, 0, 0, 0),
        RunSettings.NONE);
  }

  private static RunPlan plan(String prefix) {
    KeyMapping mapping = new KeyMapping(new ObjectPrefix(A, "x/"), new ObjectPrefix(B, prefix));
    MemoryService service = new MemoryService();
    service.create(B);
    return new RunPlan(
        settings(prefix),
        new PairedListing(mapping, odd(), new MemoryStore(service, MemoryStore.PROFILE, 1000), 4),
        planner()::plan,
        Optional.empty(),
        plan -> false);
  }

  private static CopyPlanner planner() {
    return new CopyPlanner(MemoryStore.PROFILE, new PlanSettings(5 * MIB, 8 * MIB));
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
