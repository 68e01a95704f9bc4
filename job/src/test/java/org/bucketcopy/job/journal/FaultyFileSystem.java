package org.bucketcopy.job.journal;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Shows a file when it is closed, and looks for an existing file only when one is opened to be
 * written, as object stores do. Can be made to die, as its only user would, at one of the steps
 * that change something.
 */
final class FaultyFileSystem extends FilterFileSystem {
  /** What is left of the step at which it dies. */
  enum Death {
    BEFORE_THE_STEP,
    IN_THE_MIDDLE,
    AFTER_THE_STEP
  }

  private Death death = Death.BEFORE_THE_STEP;
  private int stepsLeft = Integer.MAX_VALUE;
  private int steps;
  private CountDownLatch inStep = new CountDownLatch(0);
  private CountDownLatch resume = new CountDownLatch(0);

  FaultyFileSystem(FileSystem files) {
    super(files);
  }

  /** Dies at the step after {@code steps} more. */
  synchronized void dieAfter(int steps, Death how) {
    stepsLeft = steps;
    death = how;
  }

  synchronized void recover() {
    stepsLeft = Integer.MAX_VALUE;
  }

  /** Steps so far. */
  synchronized int steps() {
    return steps;
  }

  /** Holds each step from here on until {@code resume}; {@code inStep} signals that one is held. */
  synchronized void hold(CountDownLatch inStep, CountDownLatch resume) {
    this.inStep = inStep;
    this.resume = resume;
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    checkAlive();
    if (!overwrite && exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    OutputStream whenClosed =
        new ByteArrayOutputStream() {
          private boolean closed;

          @Override
          public void close() throws IOException {
            if (!closed) {
              closed = true;
              step(() -> publish(file, toByteArray()), () -> publish(file, half(toByteArray())));
            }
          }
        };
    return new FSDataOutputStream(whenClosed, null);
  }

  @Override
  public boolean delete(Path file, boolean recursive) throws IOException {
    step(() -> fs.delete(file, recursive), () -> {});
    return true;
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    checkAlive();
    return fs.open(file, bufferSize);
  }

  @Override
  public FileStatus[] listStatus(Path directory) throws IOException {
    checkAlive();
    return fs.listStatus(directory);
  }

  @Override
  public boolean exists(Path file) throws IOException {
    try {
      return fs.getFileStatus(file).isFile();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private interface Step {
    void make() throws IOException;
  }

  private void step(Step whole, Step part) throws IOException {
    holdIfAsked();
    synchronized (this) {
      checkAlive();
      steps++;
      if (stepsLeft > 0) {
        stepsLeft--;
        whole.make();
        return;
      }
      stepsLeft = -1;
      switch (death) {
        case BEFORE_THE_STEP -> {}
        case IN_THE_MIDDLE -> part.make();
        case AFTER_THE_STEP -> whole.make();
      }
      throw new IOException("died");
    }
  }

  private void holdIfAsked() throws IOException {
    CountDownLatch held;
    CountDownLatch awaited;
    synchronized (this) {
      held = inStep;
      awaited = resume;
    }
    held.countDown();
    try {
      awaited.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private synchronized void checkAlive() throws IOException {
    if (stepsLeft < 0) {
      throw new IOException("dead");
    }
  }

  private void publish(Path file, byte[] content) throws IOException {
    try (FSDataOutputStream out = fs.create(file, true)) {
      out.write(content);
    }
  }

  private static byte[] half(byte[] content) {
    return Arrays.copyOf(content, content.length / 2);
  }
}
