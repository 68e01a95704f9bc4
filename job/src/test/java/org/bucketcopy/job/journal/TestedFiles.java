package org.bucketcopy.job.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/** The file systems that a run directory is tested on; each call opens one anew. */
enum TestedFiles {
  RAW {
    @Override
    FileSystem open() {
      return initialized(new NativeModes());
    }
  },
  CHECKED {
    @Override
    FileSystem open() {
      return initialized(new LocalFileSystem(new NativeModes()));
    }
  },
  /** With check sums that cannot be passed by. */
  CHECKED_INSIDE {
    @Override
    FileSystem open() {
      return new FilterFileSystem(CHECKED.open());
    }
  },
  OBJECT_STORE {
    @Override
    FileSystem open() {
      return faulty();
    }
  };

  /** Sets modes itself; Hadoop's starts a process for each, which takes longer than the rest. */
  private static final class NativeModes extends RawLocalFileSystem {
    @Override
    public void setPermission(Path file, FsPermission mode) throws IOException {
      Files.setPosixFilePermissions(
          pathToFile(file).toPath(), PosixFilePermissions.fromString(mode.toString()));
    }
  }

  abstract FileSystem open();

  static FaultyFileSystem faulty() {
    return new FaultyFileSystem(RAW.open());
  }

  static Path path(java.nio.file.Path directory) {
    return new Path(directory.toUri());
  }

  private static FileSystem initialized(FileSystem files) {
    try {
      files.initialize(URI.create("file:///"), new Configuration());
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
