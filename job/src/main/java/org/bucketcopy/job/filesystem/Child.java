package org.bucketcopy.job.filesystem;

import java.util.Optional;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.store.StoreFault;

/** What a directory holds under a name: a link is what it leads to. */
sealed interface Child {
  /** Its name, without {@code /}. */
  String name();

  /** What it is sorted by among the children of its directory. */
  String sortedAs();

  /** A file, as the listing shows it. */
  record Plain(String name, FileState state) implements Child {
    @Override
    public String sortedAs() {
      return name;
    }
  }

  /**
   * A directory.
   *
   * @param sortedAs its name and a {@code /}
   * @param lastModified epoch milliseconds
   * @param target the path that it is a link to; empty if it is no link
   */
  record Folder(String sortedAs, long lastModified, Optional<String> target) implements Child {
    @Override
    public String name() {
      return sortedAs.substring(0, sortedAs.length() - 1);
    }
  }

  /**
   * Something that cannot be read.
   *
   * @param kind why
   * @param reason why, for the report
   */
  record Broken(String name, StoreFault.Kind kind, String reason) implements Child {
    @Override
    public String sortedAs() {
      return name;
    }
  }
}
