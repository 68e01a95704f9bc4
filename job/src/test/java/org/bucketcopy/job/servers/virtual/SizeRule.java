package org.bucketcopy.job.servers.virtual;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The sizes of all objects of a bucket, in the order of their keys: so many of one size, then so
 * many of another.
 */
public record SizeRule(List<Run> runs) {

  /** Objects of one size that follow each other. */
  public record Run(long count, long bytes) {
    public Run {
      checkArgument(count >= 0 && bytes >= 0, "%s objects of %s bytes", count, bytes);
    }
  }

  public SizeRule {
    runs = ImmutableList.copyOf(runs);
  }

  public static SizeRule of(long count, long bytes) {
    return new SizeRule(List.of(new Run(count, bytes)));
  }

  /**
   * Reads a rule such as {@code 50000x4KiB,5x1TiB}.
   *
   * @throws IllegalArgumentException if the text is no rule
   */
  public static SizeRule parse(String text) {
    ImmutableList.Builder<Run> runs = ImmutableList.builder();
    for (String run : Splitter.on(',').omitEmptyStrings().split(text)) {
      List<String> words = Splitter.on('x').splitToList(run);
      checkArgument(words.size() == 2, "'%s' is not COUNTxSIZE", run);
      runs.add(new Run(Long.parseLong(words.get(0)), ByteCount.parse(words.get(1))));
    }
    return new SizeRule(runs.build());
  }

  /** This rule, followed by more objects. */
  public SizeRule then(long count, long bytes) {
    return new SizeRule(
        ImmutableList.<Run>builder().addAll(runs).add(new Run(count, bytes)).build());
  }

  public long count() {
    return runs.stream().mapToLong(Run::count).sum();
  }

  /** Bytes of the object with this index. */
  long size(long index) {
    long before = 0;
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      before += run.count();
      if (index < before) {
        return run.bytes();
      }
    }
    throw new IndexOutOfBoundsException(index);
  }
}
