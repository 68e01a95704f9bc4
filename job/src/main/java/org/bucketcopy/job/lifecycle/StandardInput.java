package org.bucketcopy.job.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard input, if the process has one. */
public final class StandardInput {
  /** Where Linux shows what the process reads by that number. */
  private static final Path OPENED = Path.of("/proc/self/fd/0");

  private StandardInput() {}

  /**
   * Standard input. Where a process is started with it closed ({@code <&-}), the first file that
   * Java opens for itself, its own classes, takes its number, and would be read as if it were the
   * input.
   *
   * @throws PathException if it is closed, as far as the system shows that
   */
  public static InputStream open() throws PathException {
    if (isOfJava()) {
      throw new PathException("standard input is closed: give the stream that is to be uploaded");
    }
    return System.in;
  }

  private static boolean isOfJava() {
    try {
      Path java = Path.of(System.getProperty("java.home", "unknown")).toRealPath();
      return Files.isSymbolicLink(OPENED) && Files.readSymbolicLink(OPENED).startsWith(java);
    } catch (IOException | RuntimeException unknown) {
      return false;
    }
  }
}
