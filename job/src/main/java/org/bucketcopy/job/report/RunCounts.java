package org.bucketcopy.job.report;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;

/**
 * How far a run is.
 *
 * @param objects what has become of each object
 * @param bytes the bytes of these
 * @param parts parts copied; of a dry run, those that would be, as with the bytes that are sent
 * @param leftOpen uploads that could not be aborted, and uploads that may be open without the run
 *     knowing their ids
 * @param proved how many objects each proof has shown to be right; an object counts once, by its
 *     best one. In the order of the proofs, without those that there are none of
 */
public record RunCounts(
    ObjectCounts objects, ByteCounts bytes, long parts, long leftOpen, Map<Proof, Long> proved) {
  /** Nothing listed. */
  public static final RunCounts NONE =
      new RunCounts(ObjectCounts.NONE, ByteCounts.NONE, 0, 0, Map.of());

  public RunCounts {
    proved = ImmutableSortedMap.copyOf(proved);
  }

  /**
   * The counts of a dry run, which counts by itself what is not planned object by object.
   *
   * @param sent bytes that would be sent
   */
  public RunCounts withParts(long planned, long sent) {
    ByteCounts known = new ByteCounts(bytes.planned(), bytes.failed(), bytes.copied(), sent);
    return new RunCounts(objects, known, planned, leftOpen, proved);
  }

  /** The same with more uploads that may be open. */
  public RunCounts withLeftOpen(long more) {
    return new RunCounts(objects, bytes, parts, leftOpen + more, proved);
  }

  /** Each count under the name that it has wherever a run reports it, in the order of a summary. */
  public Map<String, Long> byName() {
    return ImmutableMap.<String, Long>builder()
        .put("listed", objects.listed())
        .put("filtered", objects.filtered())
        .put("skipped", objects.skipped())
        .put("planned", objects.planned())
        .put("copied", objects.copied())
        .put("degraded", objects.degraded())
        .put("failed", objects.failed())
        .put("uploadsLeftOpen", leftOpen)
        .put("plannedBytes", bytes.planned())
        .put("copiedBytes", bytes.copied())
        .put("sentBytes", bytes.sent())
        .put("parts", parts)
        .buildOrThrow();
  }
}
