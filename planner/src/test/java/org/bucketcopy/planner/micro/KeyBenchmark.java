package org.bucketcopy.planner.micro;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bucketcopy.planner.listing.PairedListing;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.ObjectFilter;
import org.bucketcopy.planner.plan.Pairs;
import org.bucketcopy.planner.plan.PlanSettings;
import org.bucketcopy.planner.plan.SkipRule;
import org.bucketcopy.planner.source.CopyPair;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** From two listed pages of 1,000 keys to plans. All figures are per key. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeyBenchmark {
  private static final int KEYS = 1000;
  private static final long MIB = 1 << 20;

  private final KeyMapping mapping =
      new KeyMapping(
          new ObjectPrefix(new Bucket("s3", "a"), "warehouse/"),
          new ObjectPrefix(new Bucket("s3", "b"), "copy/"));
  private final List<ListedObject> source = page("warehouse/");
  private final List<ListedObject> copies = page("copy/");
  private final CopyPlanner planner =
      new CopyPlanner(
          new StoreProfile("s3", StoreLimits.S3, Set.of(Ability.PART_COPY)),
          new PlanSettings(128 * MIB, 192 * MIB));
  private final ObjectFilter globs =
      ObjectFilter.of(List.of("**.parquet", "**/part-*"), List.of("_temporary/**"));

  /** Nothing is at the destination: every object is planned. */
  @Benchmark
  @OperationsPerInvocation(KEYS)
  public void planned(Blackhole plans) {
    walk(List.of(), plans);
  }

  /** Everything is at the destination: every object is skipped. */
  @Benchmark
  @OperationsPerInvocation(KEYS)
  public void skipped(Blackhole plans) {
    walk(copies, plans);
  }

  /** Two include globs and one to exclude. */
  @Benchmark
  @OperationsPerInvocation(KEYS)
  public void filtered(Blackhole verdicts) {
    for (ListedObject listed : source) {
      verdicts.consume(globs.accepts(mapping.relative(listed.key())));
    }
  }

  private void walk(List<ListedObject> existing, Blackhole plans) {
    PairedListing pairs = new PairedListing(mapping, onePage(source), onePage(existing), 1);
    SkipRule rule = new SkipRule(IfExists.SKIP, OptionalLong.empty());
    while (pairs.hasNext()) {
      CopyPair pair = (CopyPair) pairs.next();
      SkipRule.Verdict verdict = rule.verdict(pair);
      plans.consume(verdict == SkipRule.Verdict.COPY ? planner.plan(pair) : verdict);
    }
  }

  private static ObjectStore onePage(List<ListedObject> objects) {
    ListingPage page = new ListingPage(objects, false);
    return new StoreDecorator(new MemoryStore(new MemoryService(), MemoryStore.PROFILE, KEYS)) {
      @Override
      protected <T> CompletionStage<T> around(
          StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
        return call.get();
      }

      @Override
      public CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter) {
        return CompletableFuture.completedStage(page);
      }
    };
  }

  private static List<ListedObject> page(String prefix) {
    return IntStream.range(0, KEYS)
        .mapToObj(number -> Pairs.listed(key(prefix, number), etag(number), size(number), 1000))
        .toList();
  }

  private static String key(String prefix, int number) {
    return String.format(Locale.ROOT, "%syear=2026/month=01/part-%05d.parquet", prefix, number);
  }

  private static String etag(int number) {
    return String.format(Locale.ROOT, "\"%032x\"", number);
  }

  /** Every tenth is copied by parts. */
  private static long size(int number) {
    return number % 10 == 0 ? 1024 * MIB : 4096;
  }
}
