package org.bucketcopy.job.benchmark;

import com.google.common.io.ByteStreams;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.bucketcopy.job.servers.virtual.KeyShape;
import org.bucketcopy.job.servers.virtual.SizeRule;
import org.bucketcopy.job.servers.virtual.SyntheticKeys;

/**
 * The files of an upload: those that make the objects which a server expects. They are sparse, so
 * that no disk is measured, older than any object, and were read once, so that the first tool finds
 * them in memory as the others do.
 *
 * @param directory holds them, and nothing else
 */
record SourceTree(Path directory) {
  private static final FileTime WRITTEN = FileTime.from(Instant.parse("2025-01-01T00:00:00Z"));

  /**
   * Makes them.
   *
   * @param server options of the server, as {@code VirtualS3Main} takes them
   */
  static SourceTree make(Path directory, Map<String, String> server) throws IOException {
    SyntheticKeys keys =
        SyntheticKeys.of(
            "",
            KeyShape.named(server.getOrDefault("shape", "numbered")),
            SizeRule.parse(server.getOrDefault("sizes", "")));
    SourceTree tree = new SourceTree(directory);
    tree.delete();
    String parent = "";
    Files.createDirectories(directory);
    for (long index = 0; index < keys.count(); index++) {
      String key = keys.key(index);
      String folder = key.substring(0, key.lastIndexOf('/') + 1);
      if (!folder.equals(parent)) {
        Files.createDirectories(directory.resolve(folder));
        parent = folder;
      }
      Path file = directory.resolve(key);
      try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
        opened.setLength(keys.size(index));
      }
      Files.setLastModifiedTime(file, WRITTEN);
      MoreFiles.asByteSource(file).copyTo(ByteStreams.nullOutputStream());
    }
    return tree;
  }

  /** Deletes them. */
  void delete() throws IOException {
    if (Files.exists(directory)) {
      MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
