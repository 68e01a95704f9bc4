package org.bucketcopy.job.report;

/** How far a command is at the moment, in each of the ways in which it can be shown. */
public interface ProgressView {
  /** In one line. */
  String plain();

  /**
   * In one line that fits into a terminal.
   *
   * @param columns the width that it must fit into
   */
  String bar(int columns);

  /** As one JSON object in one line. */
  String json();
}
