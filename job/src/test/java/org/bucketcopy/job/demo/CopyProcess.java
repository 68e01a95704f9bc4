package org.bucketcopy.job.demo;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The job, run as a user runs it: by its script, in a process of its own. Its progress goes where
 * ours goes.
 */
final class CopyProcess implements AutoCloseable {
  private static final long SECONDS_TO_END = 15;

  private final Process process;

  private CopyProcess(Process process) {
    this.process = process;
  }

  static CopyProcess start(List<String> command) throws IOException {
    return new CopyProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * How it ended.
   *
   * @param exitCode as bucket-copy's README lists them
   * @param summary the last line of its standard output; empty if there was none
   */
  record Ending(int exitCode, String summary) {}

  /** Waits until it ends. */
  Ending await() throws InterruptedException {
    try (Stream<String> lines = process.inputReader().lines()) {
      String summary = lines.reduce("", (before, line) -> line);
      return new Ending(process.waitFor(), summary);
    }
  }

  /** Ends it if it still runs, with all that it started. */
  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
