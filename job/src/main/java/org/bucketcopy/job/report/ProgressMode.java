package org.bucketcopy.job.report;

/** How people are shown how far a command is. */
public enum ProgressMode {
  /** Not at all. */
  NONE,
  /** A line from time to time. */
  PLAIN,
  /** One line at the bottom of a terminal, drawn again and again. */
  BAR,
  /** A JSON object from time to time, one a line. */
  JSON
}
