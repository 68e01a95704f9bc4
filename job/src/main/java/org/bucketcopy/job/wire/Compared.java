package org.bucketcopy.job.wire;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.bucketcopy.planner.verify.Comparison;

/**
 * What a {@link CompareWork} has shown.
 *
 * @param content whether both have the same content
 * @param metadata a sentence for each difference of what they carry beside it
 */
public record Compared(Comparison content, List<String> metadata) {
  public Compared {
    metadata = ImmutableList.copyOf(metadata);
  }
}
