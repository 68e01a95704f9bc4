package org.bucketcopy.job.report;

/**
 * Objects, each counted once: listed = filtered + skipped + planned, and planned = copied + failed
 * at the end.
 *
 * @param listed found under the source
 * @param filtered of those, left out by the filters
 * @param skipped already at the destination
 * @param planned to be copied
 * @param copied copied and, if by parts, proven
 * @param degraded of the copied ones, those that lost some metadata
 * @param failed not copied
 */
public record ObjectCounts(
    long listed,
    long filtered,
    long skipped,
    long planned,
    long copied,
    long degraded,
    long failed) {
  /** Nothing listed. */
  public static final ObjectCounts NONE = new ObjectCounts(0, 0, 0, 0, 0, 0, 0);

  /** Objects that are planned and neither copied nor failed. */
  public long unsettled() {
    return planned - copied - failed;
  }
}
