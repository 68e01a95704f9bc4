package org.bucketcopy.job.demo;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A new directory, for the owner only, that is deleted with all in it.
 *
 * @param path where it is
 */
record DemoDirectory(Path path) implements AutoCloseable {
  static DemoDirectory create() throws IOException {
    return new DemoDirectory(Files.createTempDirectory("bucket-copy-demo-"));
  }

  @Override
  public void close() throws IOException {
    MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
