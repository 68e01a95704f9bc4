package org.bucketcopy.planner.micro;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.plan.PartSizing;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.verify.CompositeEtag;
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

/** An object of 1 TiB in parts of 128 MiB. All figures are per part. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PartBenchmark {
  private static final int PARTS = 8192;
  private static final long PART_SIZE = 128 << 20;

  private final List<UploadedPart> copied =
      IntStream.rangeClosed(1, PARTS)
          .mapToObj(
              number ->
                  new UploadedPart(
                      number, ETag.of(String.format(Locale.ROOT, "%032x", number)), PART_SIZE))
          .toList();

  /** Its ranges. */
  @Benchmark
  @OperationsPerInvocation(PARTS)
  public void ranges(Blackhole ranges) {
    PartLayout layout = PartSizing.layout(PARTS * PART_SIZE, PART_SIZE, StoreLimits.S3);
    for (int number = 1; number <= layout.partCount(); number++) {
      ranges.consume(layout.range(number));
    }
  }

  /** The ETag that its parts make. */
  @Benchmark
  @OperationsPerInvocation(PARTS)
  public Optional<ETag> compositeEtag() {
    return CompositeEtag.of(copied);
  }
}
