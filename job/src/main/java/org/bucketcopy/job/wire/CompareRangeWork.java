package org.bucketcopy.job.wire;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.source.SourceEntry;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.source.SourceFiles;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.RangeSource;
import org.bucketcopy.planner.store.ReadObject;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.verify.ByteComparison;

/**
 * Read a range of a source and of its destination side by side, and compare. Objects are read in
 * the state in which they were listed; one that has changed fails the work.
 *
 * @param range which bytes, within both
 */
public record CompareRangeWork(
    long id, SourceEntry source, SourceEntry destination, ByteRange range)
    implements WorkItem<ComparedRange> {
  /** Two buffers, and what two connections have received and nobody has read. */
  private static final long HELD = 1 << 20;

  public CompareRangeWork {
    checkArgument(
        range.last() < source.size() && range.last() < destination.size(),
        "%s and %s do not both have %s",
        source,
        destination,
        range);
  }

  @Override
  public StoreOperation operation() {
    return StoreOperation.READ_RANGE;
  }

  @Override
  public Set<Bucket> buckets() {
    return Stream.of(source, destination)
        .filter(SourceObject.class::isInstance)
        .map(entry -> ((SourceObject) entry).location().bucket())
        .collect(Collectors.toSet());
  }

  @Override
  public long bytesSent() {
    return 0;
  }

  @Override
  public long bytes() {
    return HELD;
  }

  @Override
  public Class<ComparedRange> resultType() {
    return ComparedRange.class;
  }

  @Override
  public CompletionStage<ComparedRange> run(ExecutorResources executor) {
    ByteComparison comparison =
        new ByteComparison(content(executor, source), content(executor, destination));
    return CompletableFuture.supplyAsync(
        () -> new ComparedRange(comparison.firstDifference(range)), executor.readers());
  }

  private static RangeSource content(ExecutorResources executor, SourceEntry entry) {
    return entry instanceof SourceObject object
        ? new ReadObject(
            executor.store(object.location().bucket()).reader(),
            CopySource.of(object.location(), object.identity()))
        : new OfFile(executor.files(), (SourceFile) entry);
  }

  private record OfFile(SourceFiles files, SourceFile file) implements RangeSource {
    @Override
    public InputStream open(ByteRange range) throws IOException {
      return files.range(file, range).open();
    }

    @Override
    public String uri() {
      return file.uri();
    }
  }
}
