package org.bucketcopy.job.step;

/**
 * How far a run is. Objects are counted once each: listed = filtered + skipped + planned, and
 * planned = copied + failed at the end.
 *
 * @param listed objects found under the source
 * @param filtered of those, left out by the filters
 * @param skipped already at the destination
 * @param planned to be copied
 * @param copied copied and, if by parts, proven
 * @param degraded of the copied ones, those that lost some metadata
 * @param failed not copied
 * @param leftOpen uploads that could not be aborted, and uploads that may be open without the run
 *     knowing their ids
 * @param plannedBytes bytes of the planned objects
 * @param failedBytes bytes of the objects that were not copied, parts of them that were included
 * @param copiedBytes bytes copied, parts of unfinished objects included
 * @param parts parts copied
 */
public record RunCounts(
    long listed,
    long filtered,
    long skipped,
    long planned,
    long copied,
    long degraded,
    long failed,
    long leftOpen,
    long plannedBytes,
    long failedBytes,
    long copiedBytes,
    long parts) {
  /** Nothing listed. */
  public static final RunCounts NONE = new RunCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The counts of a dry run, which knows its parts by itself. */
  public RunCounts withForecast(long plannedParts) {
    return new RunCounts(
        listed,
        filtered,
        skipped,
        planned,
        copied,
        degraded,
        failed,
        leftOpen,
        plannedBytes,
        failedBytes,
        copiedBytes,
        plannedParts);
  }

  /** Objects that are planned and neither copied nor failed. */
  public long unsettled() {
    return planned - copied - failed;
  }
}
