package org.bucketcopy.job.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;

/** The properties file that spark-submit gets, with the settings of a store. */
public final class SettingsFile {
  private SettingsFile() {}

  /**
   * Writes one that only its owner can read.
   *
   * @param directory where it is made, in place of one that is there
   * @param store settings by Hadoop's names: {@code fs.s3a.endpoint}
   * @return where it is
   */
  public static Path write(Path directory, Map<String, String> store) throws IOException {
    return write(directory, store, Map.of());
  }

  /**
   * The same with settings of Spark.
   *
   * @param spark by Spark's names: {@code spark.executor.memory}
   */
  public static Path write(Path directory, Map<String, String> store, Map<String, String> spark)
      throws IOException {
    Properties properties = new Properties();
    properties.putAll(spark);
    store.forEach((name, value) -> properties.setProperty("spark.hadoop." + name, value));
    Path file = directory.resolve("stores.conf");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return file;
  }
}
