package org.bucketcopy.job.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What a directory held at one moment: what a driver that is killed leaves.
 *
 * @param directory the directory
 * @param kept where its state is kept
 */
record Snapshot(Path directory, Path kept) {
  private static final int MAX_ATTEMPTS = 100;

  /**
   * Keeps the state that the directory has now; only the first counts. A file that is deleted while
   * it is copied would leave a state that never was: all is copied again then.
   */
  void take() {
    for (int left = MAX_ATTEMPTS; !taken(); left--) {
      try {
        copy(directory, kept);
      } catch (UncheckedIOException writtenMeanwhile) {
        delete(kept);
        if (left == 0) {
          throw writtenMeanwhile;
        }
      }
    }
  }

  boolean taken() {
    return Files.exists(kept);
  }

  /** Puts the directory back to what was kept, and keeps nothing any more. */
  void restore() {
    delete(directory);
    copy(kept, directory);
    delete(kept);
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.exists(from) ? Files.walk(from) : Stream.empty()) {
      Files.createDirectories(to);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.resolve(".."));
        Files.write(copy, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
