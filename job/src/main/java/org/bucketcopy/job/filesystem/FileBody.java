package org.bucketcopy.job.filesystem;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.util.functional.FutureIO;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.source.SourceFile;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Bytes of a file. They are read as the file system gives them: nothing is kept. A file that has
 * become shorter, or is still written ({@link HdfsFiles}), ends in {@code SOURCE_CHANGED}. So does
 * a whole file that was written again while it was read: the last bytes are handed over only after
 * a look at it. Of a range that is not noticed here ({@link FileStates#unchanged}).
 */
final class FileBody implements Body {
  private static final Set<StoreFault.Kind> LASTING =
      EnumSet.of(StoreFault.Kind.NOT_FOUND, StoreFault.Kind.DENIED, StoreFault.Kind.SOURCE_CHANGED);

  private final SourceFile file;
  private final long first;
  private final long length;
  private final Configuration configuration;

  private FileBody(SourceFile file, long first, long length, Configuration configuration) {
    this.file = file;
    this.first = first;
    this.length = length;
    this.configuration = configuration;
  }

  /** The whole file, or no bytes for the marker of a directory. */
  static FileBody whole(SourceFile file, Configuration configuration) {
    return new FileBody(file, 0, file.size(), configuration);
  }

  /**
   * A range of the file.
   *
   * @throws IllegalArgumentException if the file did not have that many bytes when it was walked
   */
  static FileBody range(SourceFile file, ByteRange range, Configuration configuration) {
    checkArgument(range.last() < file.size(), "%s has no %s", file, range);
    return new FileBody(file, range.first(), range.length(), configuration);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() throws IOException {
    try {
      FileLocation location = FileLocation.of(file.path(), configuration);
      HdfsFiles.requireClosed(file, location);
      return new RangeStream(
          length == 0 ? Channels.newChannel(InputStream.nullInputStream()) : opened(location),
          length,
          this::classified,
          this::cutShort,
          () -> atEnd(location));
    } catch (IOException e) {
      throw classified(e);
    }
  }

  private FileBytes opened(FileLocation location) throws IOException {
    FutureDataInputStreamBuilder builder =
        location
            .files()
            .openFile(location.path())
            .opt(OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, Long.toString(file.size()))
            .opt(OpenFileOptions.FS_OPTION_OPENFILE_SPLIT_START, Long.toString(first))
            .opt(OpenFileOptions.FS_OPTION_OPENFILE_SPLIT_END, Long.toString(first + length))
            .opt(
                OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY,
                OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_SEQUENTIAL);
    FSDataInputStream opened = FutureIO.awaitFuture(builder.build());
    try {
      return FileBytes.of(location.files(), opened, first);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void atEnd(FileLocation location) throws IOException {
    if (length == file.size()) {
      FileStates.requireUnchanged(file, location);
    }
  }

  /** What the store has to know of a failure: an EOF may be of a connection, or of the file. */
  private IOException classified(IOException failure) {
    if (failure instanceof EOFException && isShorter()) {
      return cutShort();
    }
    StoreFault fault = FileFaults.of(failure, StoreOperation.READ_RANGE, file.path());
    return LASTING.contains(fault.kind()) ? new SourceFaultException(fault, failure) : failure;
  }

  private boolean isShorter() {
    try {
      FileLocation location = FileLocation.of(file.path(), configuration);
      return location.files().getFileStatus(location.path()).getLen() < file.size();
    } catch (IOException e) {
      return false;
    }
  }

  private IOException cutShort() {
    return new SourceFaultException(
        StoreFault.found(
            StoreFault.Kind.SOURCE_CHANGED,
            StoreOperation.READ_RANGE,
            file.path(),
            String.format(
                "it had %d bytes and ends before the last of bytes %d-%d now",
                file.size(), first, first + length - 1)));
  }
}
