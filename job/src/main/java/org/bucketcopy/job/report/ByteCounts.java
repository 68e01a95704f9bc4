package org.bucketcopy.job.report;

/**
 * Bytes of objects.
 *
 * @param planned of the planned objects
 * @param failed of the objects that were not copied, parts of them that were included
 * @param copied copied, parts of unfinished objects included
 */
public record ByteCounts(long planned, long failed, long copied) {
  /** Nothing planned. */
  public static final ByteCounts NONE = new ByteCounts(0, 0, 0);
}
