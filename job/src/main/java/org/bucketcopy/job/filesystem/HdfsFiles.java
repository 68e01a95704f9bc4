package org.bucketcopy.job.filesystem;

import java.io.IOException;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/** What HDFS alone reports. Its classes are not touched for another file system. */
final class HdfsFiles {
  private static final String SCHEME = "hdfs";

  private HdfsFiles() {}

  /**
   * Looks whether somebody still writes a file; no other file system reports it. The marker of a
   * directory passes.
   *
   * @throws SourceFaultException with {@code SOURCE_CHANGED} if so
   */
  static void requireClosed(SourceFile file, FileLocation location) throws IOException {
    boolean mayBeOpen =
        SCHEME.equals(location.files().getUri().getScheme()) && !file.path().endsWith("/");
    if (mayBeOpen && isOpen(location)) {
      throw new SourceFaultException(
          StoreFault.found(
              StoreFault.Kind.SOURCE_CHANGED,
              StoreOperation.HEAD_OBJECT,
              file.path(),
              "somebody still writes it: upload it when it is closed"));
    }
  }

  private static boolean isOpen(FileLocation file) throws IOException {
    return file.files() instanceof DistributedFileSystem hdfs && !hdfs.isFileClosed(file.path());
  }
}
