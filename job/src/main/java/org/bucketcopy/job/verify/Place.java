package org.bucketcopy.job.verify;

import org.bucketcopy.planner.model.ObjectPrefix;

/** One of the two places that are compared. */
public sealed interface Place {
  /** Where it is, as a URI. */
  String uri();

  /** Objects below a prefix that is a folder, or a single one. */
  record Objects(ObjectPrefix prefix) implements Place {
    @Override
    public String uri() {
      return prefix.uri();
    }
  }

  /** The files of any Hadoop file system below a directory, or a single one. */
  record Files(String path) implements Place {
    @Override
    public String uri() {
      return path;
    }
  }
}
