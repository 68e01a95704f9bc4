package org.bucketcopy.job.filesystem;

import java.io.IOException;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** What HDFS alone reports. Its classes are not touched for another file system. */
final class HdfsFiles {
  private static final String SCHEME = "hdfs";

  private HdfsFiles() {}

  /** Whether somebody still writes the file; no other file system reports it. */
  static boolean isBeingWritten(FileLocation file) throws IOException {
    return SCHEME.equals(file.files().getUri().getScheme()) && isOpen(file);
  }

  private static boolean isOpen(FileLocation file) throws IOException {
    return file.files() instanceof DistributedFileSystem hdfs && !hdfs.isFileClosed(file.path());
  }
}
