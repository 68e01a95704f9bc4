package org.bucketcopy.job.filesystem;

import java.io.IOException;
import java.util.List;

/** How a file system shows its directories. Paths are text that {@code new Path} takes. */
interface Directories {
  /** The children of a directory, in no order; reads nothing below. */
  List<Child> list(String path) throws IOException;

  /** What is at a path. */
  Child look(String path) throws IOException;

  /** The path of a directory without links, to be compared with others. */
  String real(String path) throws IOException;

  /** The path of a child. */
  static String join(String directory, String name) {
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }
}
