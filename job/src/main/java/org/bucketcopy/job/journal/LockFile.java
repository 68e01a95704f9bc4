package org.bucketcopy.job.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.bucketcopy.job.files.PrivateFiles;

/** The file that locks a run directory. */
final class LockFile {
  /**
   * What the file holds.
   *
   * @param owner who wrote it; empty if that cannot be read
   * @param modified when, by the file system's clock, epoch milliseconds
   */
  record Content(Optional<LockOwner> owner, long modified) {
    /** Whether it can be read and names another than {@code self}. */
    boolean isOfAnother(LockOwner self) {
      return owner.filter(found -> !found.nonce().equals(self.nonce())).isPresent();
    }

    /** The owner in words. */
    String ownerName() {
      return owner.map(LockOwner::toString).orElse("an owner that cannot be read");
    }
  }

  /** Of HDFS, whose name node makes a file for one of several; so too by its HTTP interfaces. */
  private static final Set<String> ATOMIC = Set.of("hdfs", "webhdfs", "swebhdfs");

  private final FileSystem files;
  private final Path path;

  LockFile(FileSystem files, Path runDirectory) {
    this.files = SegmentFiles.plain(files);
    this.path = new Path(runDirectory, "lock.json");
  }

  /** Whether it is certain that of two that create the file at once one is refused. */
  boolean createdByOneOnly() {
    return files instanceof RawLocalFileSystem || ATOMIC.contains(files.getUri().getScheme());
  }

  /**
   * What the file holds; empty if there is none.
   *
   * @throws ForeignFileException if it is not a lock, and not a part of one
   */
  Optional<Content> read() throws IOException {
    try (InputStream in = files.open(path)) {
      byte[] content = in.readAllBytes();
      Optional<LockOwner> owner = LockOwner.parse(content);
      if (owner.isEmpty() && !LockOwner.mayBeCutFrom(content)) {
        throw new ForeignFileException(path);
      }
      return Optional.of(new Content(owner, modified(path)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes the file.
   *
   * @throws IOException also if it is there, whatever the file system's word for that is
   */
  void create(LockOwner owner) throws IOException {
    write(created(), owner);
  }

  /** Hadoop's local file system looks for the file before it makes it, and so lets two make it. */
  private OutputStream created() throws IOException {
    return files instanceof RawLocalFileSystem local
        ? PrivateFiles.createNew(local.pathToFile(path).toPath())
        : PrivateFiles.createNew(files, path);
  }

  /** Writes the file anew, whoever's it is. */
  void replace(LockOwner owner) throws IOException {
    write(PrivateFiles.replace(files, path), owner);
  }

  void delete() throws IOException {
    files.delete(path, false);
  }

  /** Now, by the clock that modification times come from, epoch milliseconds. */
  long now(LockOwner asker) throws IOException {
    Path probe = path.suffix("-probe-" + asker.nonce());
    PrivateFiles.replace(files, probe).close();
    try {
      return modified(probe);
    } finally {
      files.delete(probe, false);
    }
  }

  private long modified(Path file) throws IOException {
    return files.getFileStatus(file).getModificationTime();
  }

  private static void write(OutputStream file, LockOwner owner) throws IOException {
    try (OutputStream out = file) {
      out.write(owner.json().getBytes(UTF_8));
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
