package org.bucketcopy.job.demo;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files of this machine, which are to be uploaded with headers and user metadata.
 *
 * @param root the directory that they are below
 */
record DemoTree(Path root) implements DemoSource {
  private static final FileTime WRITTEN = FileTime.fromMillis(1_700_000_000_120L);
  private static final String TYPE = "application/x-demo";
  private static final String CACHING = "max-age=3600";

  /** Writes the bytes of {@code objects} as files, by their keys. */
  static DemoTree write(Path root, List<DemoObject> objects) {
    objects.parallelStream().forEach(object -> write(root.resolve(object.key()), object));
    return new DemoTree(root);
  }

  private static void write(Path file, DemoObject object) {
    try (InputStream in = object.content()) {
      Files.createDirectories(file.getParent());
      Files.copy(in, file);
      Files.setLastModifiedTime(file, WRITTEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String uri() {
    return "file:" + root + "/";
  }

  @Override
  public List<String> command() {
    return List.of(
        "upload",
        "--content-type",
        TYPE,
        "--cache-control",
        CACHING,
        "--metadata",
        "made-by=demo",
        "--preserve",
        "mtime");
  }

  @Override
  public List<String> names() {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public StoredObject expected(String name) {
    Path file = root.resolve(name);
    try {
      return new StoredObject(
          Files.size(file),
          MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString(),
          Map.of("Content-Type", TYPE, "Cache-Control", CACHING),
          Map.of("made-by", "demo", "mtime", "1700000000.12"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
