package org.bucketcopy.job.report;

/**
 * Bytes of objects.
 *
 * @param planned of the planned objects
 * @param failed of the objects that were not copied, parts of them that were included
 * @param copied copied, parts of unfinished objects included
 * @param sent of those copied, the bytes that the run has read and sent itself: all of an upload or
 *     a relay, none of a server-side copy
 */
public record ByteCounts(long planned, long failed, long copied, long sent) {
  /** Nothing planned. */
  public static final ByteCounts NONE = new ByteCounts(0, 0, 0, 0);
}
