package org.bucketcopy.job.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * Replaces a small file as a whole, for this user alone: who reads it finds the old content or the
 * new one. On the local file system and on HDFS that is a rename. An object store shows what is
 * written when it is closed. On any other file system a reader may find the start of the new
 * content, for as long as it takes to write it.
 */
public final class AtomicFile {
  private static final String HDFS = "hdfs";

  private AtomicFile() {}

  /**
   * Makes the file, or replaces the one that is there.
   *
   * @param files without check sums, which would be files of their own
   * @throws IOException if it cannot be written; then the old one is there
   */
  public static void replace(FileSystem files, Path file, byte[] content) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      replace(local.pathToFile(file).toPath(), content);
    } else if (files.getUri().getScheme().equals(HDFS)) {
      Path next = next(file);
      write(PrivateFiles.replace(files, next), content);
      Hdfs.move(files, next, file);
    } else {
      write(PrivateFiles.replace(files, file), content);
    }
  }

  private static void replace(java.nio.file.Path file, byte[] content) throws IOException {
    java.nio.file.Path next = file.resolveSibling(next(new Path(file.toUri())).getName());
    Files.deleteIfExists(next);
    write(PrivateFiles.createNew(next), content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where the new content is until it is whole. */
  private static Path next(Path file) {
    return file.suffix("-next");
  }

  private static void write(OutputStream file, byte[] content) throws IOException {
    try (OutputStream out = file) {
      out.write(content);
    }
  }

  /** Its classes are not touched for another file system. */
  private static final class Hdfs {
    static void move(FileSystem files, Path from, Path to) throws IOException {
      if (!(files instanceof DistributedFileSystem hdfs)) {
        throw new IOException(files.getUri() + " is no HDFS that this Hadoop knows");
      }
      hdfs.rename(from, to, Options.Rename.OVERWRITE);
    }
  }
}
