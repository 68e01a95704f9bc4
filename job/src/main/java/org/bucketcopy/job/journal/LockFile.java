package org.bucketcopy.job.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

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

  private final FileSystem files;
  private final Path path;

  LockFile(FileSystem files, Path runDirectory) {
    this.files = SegmentFiles.plain(files);
    this.path = new Path(runDirectory, "lock.json");
  }

  /**
   * Whether of two that create the file at once one is refused. Taken from whether the file system
   * can append: those that can are file systems, those that cannot are object stores.
   */
  boolean createdByOneOnly() throws IOException {
    return files.hasPathCapability(path, CommonPathCapabilities.FS_APPEND);
  }

  /** What the file holds; empty if there is none. */
  Optional<Content> read() throws IOException {
    try (InputStream in = files.open(path)) {
      Optional<LockOwner> owner = LockOwner.parse(in.readAllBytes());
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
    write(files.create(path, false), owner);
  }

  /** Writes the file anew, whoever's it is. */
  void replace(LockOwner owner) throws IOException {
    write(files.create(path, true), owner);
  }

  void delete() throws IOException {
    files.delete(path, false);
  }

  /** Now, by the clock that modification times come from, epoch milliseconds. */
  long now(LockOwner asker) throws IOException {
    Path probe = path.suffix("-probe-" + asker.nonce());
    files.create(probe, true).close();
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
