package org.bucketcopy.job.verify;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.bucketcopy.planner.verify.Evidence;

/**
 * How far a verification is.
 *
 * @param listed keys that either side has
 * @param filtered of those, left out by the filters
 * @param equal of those, equal, by what shows it
 * @param findings how many there are of each kind
 * @param bytesRead bytes that were read of each side
 */
public record VerifyCounts(
    long listed,
    long filtered,
    Map<Evidence, Long> equal,
    Map<Finding.Kind, Long> findings,
    long bytesRead) {
  /** Nothing listed. */
  static final VerifyCounts NONE = new VerifyCounts(0, 0, Map.of(), Map.of(), 0);

  public VerifyCounts {
    equal = ImmutableMap.copyOf(equal);
    findings = ImmutableMap.copyOf(findings);
  }

  /** How many objects are equal. */
  public long equalCount() {
    return equal.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many findings of a kind there are. */
  public long of(Finding.Kind kind) {
    return findings.getOrDefault(kind, 0L);
  }

  /** How many keys are settled. */
  long settled() {
    return equalCount() + findings.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Each count that is one number, under the name that a summary has for it. */
  Map<String, Long> byName() {
    ImmutableMap.Builder<String, Long> names = ImmutableMap.builder();
    names.put("listed", listed);
    names.put("filtered", filtered);
    names.put("equal", equalCount());
    for (Finding.Kind kind : Finding.Kind.values()) {
      names.put(kind.label(), of(kind));
    }
    names.put("bytesRead", bytesRead);
    return names.buildOrThrow();
  }
}
