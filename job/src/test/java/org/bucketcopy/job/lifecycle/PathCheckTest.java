package org.bucketcopy.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PathCheckTest {
  /** Refuses names as HDFS does. */
  public static final class NoColons extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("strict:///");
    }

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
      String name = path.toUri().getPath();
      if (name.contains(":")) {
        throw new IllegalArgumentException("Pathname " + name + " is not a valid DFS filename.");
      }
      return super.getFileStatus(new org.apache.hadoop.fs.Path(name));
    }
  }

  /** Of a name node that is down. */
  public static final class Down extends RawLocalFileSystem {
    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
      throw new ConnectException("Connection refused");
    }
  }

  /** Of a jar that is there, while one that it needs is not. */
  public static final class HalfInstalled extends RawLocalFileSystem {
    public HalfInstalled() {
      throw new NoClassDefFoundError("software/amazon/awssdk/Absent");
    }
  }

  @TempDir Path directory;

  private static void check(String path) throws IOException {
    Configuration configuration = new Configuration();
    configuration.setClass("fs.strict.impl", NoColons.class, RawLocalFileSystem.class);
    configuration.setClass("fs.down.impl", Down.class, RawLocalFileSystem.class);
    configuration.setClass("fs.half.impl", HalfInstalled.class, RawLocalFileSystem.class);
    PathCheck.check(path, configuration);
  }

  @Test
  void whatIsThereAndWhatIsNotCanBeUsed() {
    assertThatCode(() -> check(directory.toString())).doesNotThrowAnyException();
    assertThatCode(() -> check(directory + "/new/2026-01-01T00:00:00")).doesNotThrowAnyException();
    assertThatCode(() -> check("strict:" + directory + "/new")).doesNotThrowAnyException();
  }

  @Test
  void aNameThatTheFileSystemRefusesIsWrong() {
    assertThatThrownBy(() -> check("strict:///runs/2026-01-01T00:00:00"))
        .isInstanceOf(PathException.class)
        .hasMessage(
            "strict:///runs/2026-01-01T00:00:00 cannot be used: Pathname /runs/2026-01-01T00:00:00"
                + " is not a valid DFS filename. (a name with colons, as a time has, is not one"
                + " everywhere: put - in their place)");
  }

  @Test
  void aFileSystemThatIsNotInstalledIsWrong() {
    assertThatThrownBy(() -> check("s3a://b/run"))
        .isInstanceOf(PathException.class)
        .hasMessageStartingWith(
            "s3a://b/run cannot be used: its file system is not installed (Class"
                + " org.apache.hadoop.fs.s3a.S3AFileSystem not found)")
        .hasMessageContaining("--packages");
    assertThatThrownBy(() -> check("half://b/run"))
        .isInstanceOf(PathException.class)
        .hasMessageContaining("not installed (software/amazon/awssdk/Absent)");
  }

  @Test
  void aFileSystemThatDoesNotAnswerIsNoWrongPath() {
    assertThatThrownBy(() -> check("down://b/run"))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(PathException.class)
        .hasMessage("down://b/run cannot be used: Connection refused");
  }
}
