package org.bucketcopy.job.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what the demo has opened when the process ends, however it ends: what was opened last goes
 * first. Only SIGKILL leaves something behind.
 */
final class CleanUp implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private boolean closed;

  private CleanUp() {}

  /** One that also runs when the process is asked to end, by Ctrl-C for example. */
  static CleanUp atExit() {
    CleanUp cleanUp = new CleanUp();
    Runtime.getRuntime().addShutdownHook(new Thread(cleanUp::close, "clean-up"));
    return cleanUp;
  }

  /** Something that can fail with anything, as opening servers can. */
  interface Opening<T extends AutoCloseable> {
    T open() throws Exception;
  }

  /**
   * Opens something that will be closed.
   *
   * @throws IllegalStateException if the process is ending; then nothing is opened
   */
  synchronized <T extends AutoCloseable> T open(Opening<T> opening) throws Exception {
    if (closed) {
      throw new IllegalStateException("the demo is ending");
    }
    T resource = opening.open();
    opened.push(resource);
    return resource;
  }

  /** Whether everything is closed or about to be. */
  synchronized boolean closed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!opened.isEmpty()) {
      AutoCloseable resource = opened.pop();
      try {
        resource.close();
      } catch (Exception e) {
        System.err.println("demo: could not clean up: " + e);
      }
    }
  }
}
