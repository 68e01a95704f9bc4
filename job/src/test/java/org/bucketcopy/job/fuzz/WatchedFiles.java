package org.bucketcopy.job.fuzz;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/** Local files under another scheme, while whose bytes are read something may happen. */
public class WatchedFiles extends RawLocalFileSystem {
  /** Of its addresses. */
  static final String SCHEME = "flow";

  /** The same files as any file system shows them: not as local ones. */
  public static final class Remote extends FilterFileSystem {
    public Remote() {
      super(new WatchedFiles());
    }
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    FSDataInputStream opened = super.open(path, bufferSize);
    return new FSDataInputStream(new Watched(opened, local(path)));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    if (FileScript.of(local(path)).filter(script -> script.isLocked(local(path))).isPresent()) {
      throw new AccessControlException("Permission denied");
    }
    return super.listStatus(path);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    Optional<FileScript> script = FileScript.of(local(path));
    if (script.isPresent()) {
      script.get().look();
    }
    return super.getFileStatus(path);
  }

  private static String local(Path path) {
    return path.toUri().getPath();
  }

  private static final class Watched extends FSInputStream {
    private final FSDataInputStream in;
    private final String path;

    Watched(FSDataInputStream in, String path) {
      this.in = in;
      this.path = path;
    }

    private void happen() throws IOException {
      Optional<FileScript> script = FileScript.of(path);
      if (script.isPresent()) {
        script.get().read(path);
      }
    }

    @Override
    public int read() throws IOException {
      happen();
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      happen();
      return in.read(bytes, offset, length);
    }

    @Override
    public void seek(long position) throws IOException {
      in.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return in.getPos();
    }

    @Override
    public boolean seekToNewSource(long target) throws IOException {
      return in.seekToNewSource(target);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
