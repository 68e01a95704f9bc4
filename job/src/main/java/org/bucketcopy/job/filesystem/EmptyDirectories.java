package org.bucketcopy.job.filesystem;

/** What becomes of a directory that holds nothing. */
public enum EmptyDirectories {
  /** Nothing. */
  SKIP,
  /** An entry of zero bytes whose key ends in {@code /}; not for the source itself. */
  MARKER
}
