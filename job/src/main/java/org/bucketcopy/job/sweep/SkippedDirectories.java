package org.bucketcopy.job.sweep;

import com.google.common.base.Joiner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.lifecycle.ExitCode;
import org.bucketcopy.job.sweep.SweepJob.RefusedException;

/**
 * Run directories that a sweep could not read or work in. They do not keep the others from being
 * swept, but the sweep is no success then. For one thread.
 */
final class SkippedDirectories {
  private final Set<String> problems = new LinkedHashSet<>();

  /**
   * Skips a directory.
   *
   * @return why, in words that name the directory
   * @throws IOException {@code reason} again, if it came of an interrupt: then all is to end
   */
  String add(Path directory, IOException reason) throws IOException {
    if (isInterrupt(reason)) {
      throw reason;
    }
    String said = String.valueOf(reason.getMessage());
    String problem = said.contains(directory.toUri().getPath()) ? said : directory + ": " + reason;
    problems.add(problem);
    return problem;
  }

  private static boolean isInterrupt(IOException reason) {
    return Thread.currentThread().isInterrupted()
        || reason instanceof ClosedByInterruptException
        || (reason instanceof InterruptedIOException
            && !(reason instanceof SocketTimeoutException));
  }

  /** Why directories were skipped, each reason once. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Ends a sweep that has done all that it could.
   *
   * @throws RefusedException if a directory was skipped; says which, and why
   */
  void refuse() throws RefusedException {
    if (!problems.isEmpty()) {
      throw new RefusedException(ExitCode.COULD_NOT_RUN, Joiner.on("; ").join(problems));
    }
  }
}
