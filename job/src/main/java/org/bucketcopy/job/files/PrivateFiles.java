package org.bucketcopy.job.files;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Makes files (mode 0600) and directories (0700) for this user alone: they name keys and uploads. A
 * file system without modes, as an object store is, ignores them.
 */
public final class PrivateFiles {
  private static final FsPermission FILE = new FsPermission((short) 0600);
  private static final FsPermission DIRECTORY = new FsPermission((short) 0700);

  private PrivateFiles() {}

  /**
   * Makes a file.
   *
   * @throws IOException if it is there, or cannot be made
   */
  public static FSDataOutputStream createNew(FileSystem files, Path file) throws IOException {
    return create(files, file, FILE, false);
  }

  /**
   * Makes a file, or writes the one that is there anew.
   *
   * @throws IOException if it cannot be written
   */
  public static FSDataOutputStream replace(FileSystem files, Path file) throws IOException {
    return create(files, file, FILE, true);
  }

  /** As {@link #replace}, but a file that is there keeps its mode: somebody may have to read it. */
  public static FSDataOutputStream rewrite(FileSystem files, Path file) throws IOException {
    FsPermission mode = files.exists(file) ? files.getFileStatus(file).getPermission() : FILE;
    return create(files, file, mode, true);
  }

  /**
   * Makes a file of the local file system: of several that make it at once one succeeds.
   *
   * @throws IOException if it is there, or cannot be made
   */
  public static OutputStream createNew(java.nio.file.Path file) throws IOException {
    boolean modes = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        modes
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Channels.newOutputStream(Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), mode));
  }

  /**
   * Makes a directory, and those above it; one that is there keeps its mode.
   *
   * @throws IOException if it cannot be made
   */
  public static void makeDirectory(FileSystem files, Path directory) throws IOException {
    if (!files.mkdirs(directory, DIRECTORY)) {
      throw new IOException(directory + " could not be made");
    }
  }

  /** Whether files and directories of {@code directory} have modes. */
  public static boolean haveModes(FileSystem files, Path directory) throws IOException {
    return files.hasPathCapability(directory, CommonPathCapabilities.FS_PERMISSIONS);
  }

  private static FSDataOutputStream create(
      FileSystem files, Path file, FsPermission mode, boolean overwrite) throws IOException {
    return files.create(
        file,
        mode,
        overwrite,
        files.getConf().getInt("io.file.buffer.size", 4096),
        files.getDefaultReplication(file),
        files.getDefaultBlockSize(file),
        null);
  }
}
