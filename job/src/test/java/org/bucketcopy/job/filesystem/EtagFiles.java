package org.bucketcopy.job.filesystem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.RemoteIterators;

/** Local files as a file system shows them that has ETags: a name of the content. */
public final class EtagFiles extends FilterFileSystem {
  /** Of its addresses. */
  static final String SCHEME = "etags";

  public EtagFiles() {
    super(new Local());
  }

  /** Settings by which Hadoop finds it. */
  static Configuration configuration() {
    Configuration configuration = new Configuration(false);
    configuration.setClass("fs." + SCHEME + ".impl", EtagFiles.class, FileSystem.class);
    return configuration;
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return named(super.getFileStatus(path));
  }

  @Override
  public RemoteIterator<FileStatus> listStatusIterator(Path directory) throws IOException {
    return RemoteIterators.remoteIteratorFromIterable(
        Arrays.stream(super.listStatus(directory)).map(EtagFiles::named).toList());
  }

  private static FileStatus named(FileStatus status) {
    return status.isDirectory() ? status : new Named(status);
  }

  private static final class Local extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create(SCHEME + ":///");
    }
  }

  private static final class Named extends FileStatus implements EtagSource {
    private static final long serialVersionUID = 1;
    private final String etag;

    Named(FileStatus status) {
      super(
          status.getLen(),
          false,
          1,
          status.getBlockSize(),
          status.getModificationTime(),
          status.getPath());
      try {
        java.nio.file.Path file = java.nio.file.Path.of(status.getPath().toUri().getPath());
        etag = UUID.nameUUIDFromBytes(Files.readAllBytes(file)).toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String getEtag() {
      return etag;
    }
  }
}
