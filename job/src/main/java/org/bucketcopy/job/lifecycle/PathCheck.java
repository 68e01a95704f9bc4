package org.bucketcopy.job.lifecycle;

import com.google.common.base.Throwables;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Looks at a path of the command line before anything is touched. */
public final class PathCheck {
  private PathCheck() {}

  /**
   * Asks the path's file system for it, whether or not there is something.
   *
   * @throws PathException if the path is a wrong one, or its file system not installed
   * @throws IOException if the file system cannot be reached, or does not let us look
   */
  public static void check(String path, Configuration configuration) throws IOException {
    try {
      Path given = new Path(path);
      given.getFileSystem(configuration).getFileStatus(given);
    } catch (FileNotFoundException notYet) {
      return;
    } catch (UnsupportedFileSystemException e) {
      throw new PathException(notInstalled(path, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new IOException(path + " cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException | LinkageError e) {
      throw new PathException(wrong(path, e));
    }
  }

  private static String wrong(String path, Throwable thrown) {
    Throwable cause = Throwables.getRootCause(thrown);
    if (cause instanceof ClassNotFoundException || cause instanceof LinkageError) {
      return notInstalled(path, String.valueOf(cause.getMessage()));
    }
    String problem = path + " cannot be used: " + EarlyEnd.Cause.firstLine(cause);
    return new Path(path).toUri().getPath().contains(":") ? problem + colons() : problem;
  }

  /** What helps with the names that schedulers give: scheduled__2026-01-01T00:00:00+00:00. */
  public static String colons() {
    return " (a name with colons, as a time has, is not one everywhere: put - in their place)";
  }

  private static String notInstalled(String path, String why) {
    return path
        + " cannot be used: its file system is not installed ("
        + why
        + "); spark-submit adds one with --packages or --jars, for s3a"
        + " org.apache.hadoop:hadoop-aws in the version of Spark's Hadoop";
  }
}
