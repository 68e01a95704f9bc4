package org.bucketcopy.job.filesystem;

import com.google.common.base.Throwables;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A path of the file system that holds it. Local files are read as they are: check sum files of
 * Hadoop beside them are neither read nor hidden.
 *
 * @param files the file system
 * @param path the path, with scheme and authority
 */
public record FileLocation(FileSystem files, Path path) {
  /**
   * Finds the file system of a path.
   *
   * @param path as users write it: without a scheme it is of Hadoop's default file system
   * @throws IOException if there is no such file system, it cannot be used, or the path is no path
   */
  public static FileLocation of(String path, Configuration configuration) throws IOException {
    try {
      Path given = new Path(path);
      return of(given.getFileSystem(configuration), given);
    } catch (RuntimeException | LinkageError e) {
      throw new IOException(path + " cannot be used: " + Throwables.getRootCause(e), e);
    }
  }

  /** A path of a file system that is at hand. */
  public static FileLocation of(FileSystem files, Path path) {
    FileSystem raw =
        files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    return new FileLocation(raw, raw.makeQualified(path));
  }

  /** The path as text; {@code new Path} makes the same path of it. */
  @Override
  public String toString() {
    return path.toString();
  }
}
