package org.bucketcopy.job.filesystem;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.RemoteIterators;

/** Local files as any file system shows them; some directories cannot be listed, or wait. */
final class OddFileSystem extends FilterFileSystem {
  private final Map<String, Exception> failing = new HashMap<>();
  private final AtomicInteger listed = new AtomicInteger();
  private String slow = "?";
  private CountDownLatch together = new CountDownLatch(0);

  OddFileSystem() throws IOException {
    super(new RawLocalFileSystem());
    initialize(java.net.URI.create("file:///"), new Configuration(false));
  }

  /** A directory of this name throws. */
  void failing(String name, Exception failure) {
    failing.put(name, failure);
  }

  /** Directories whose names begin so are answered when so many are asked for. */
  void awaiting(String beginning, CountDownLatch together) {
    slow = beginning;
    this.together = together;
  }

  /** Directories listed so far. */
  int listed() {
    return listed.get();
  }

  @Override
  public RemoteIterator<FileStatus> listStatusIterator(Path directory) throws IOException {
    listed.incrementAndGet();
    String name = directory.getName();
    Optional<Exception> failure = Optional.ofNullable(failing.get(name));
    if (failure.isPresent() && failure.get() instanceof RuntimeException defect) {
      throw defect;
    }
    if (failure.isPresent()) {
      throw (IOException) failure.get();
    }
    if (name.startsWith(slow)) {
      await();
    }
    return RemoteIterators.remoteIteratorFromArray(fs.listStatus(directory));
  }

  private void await() throws InterruptedIOException {
    together.countDown();
    try {
      together.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }
}
