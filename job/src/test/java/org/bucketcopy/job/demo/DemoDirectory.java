package org.bucketcopy.job.demo;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;

/**
 * A new directory, for the owner only, that is deleted with all in it.
 *
 * @param path where it is
 */
record DemoDirectory(Path path) implements AutoCloseable {
  static DemoDirectory create() throws IOException {
    return new DemoDirectory(Files.createTempDirectory("bucket-copy-demo-"));
  }

  /** Writes a properties file for spark-submit that only the owner can read. */
  Path writeSettings(Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    settings.forEach((name, value) -> properties.setProperty("spark.hadoop." + name, value));
    Path file =
        Files.createFile(
            path.resolve("store.conf"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
