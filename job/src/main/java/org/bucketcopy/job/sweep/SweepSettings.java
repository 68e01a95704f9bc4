package org.bucketcopy.job.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.bucketcopy.job.journal.LockRule;
import org.bucketcopy.planner.model.ObjectPrefix;

/** What a sweep shall do. */
public sealed interface SweepSettings {
  /** Where journals are, on any Hadoop file system. */
  List<Path> runDirectories();

  /** Maximum retries of one request. */
  int retries();

  /**
   * Aborts every upload that dead runs left open.
   *
   * @param runDirectories the directories of these runs, at least one
   * @param lock whether a run that is alive is left alone
   */
  record OfRuns(List<Path> runDirectories, LockRule lock, int retries) implements SweepSettings {
    public OfRuns {
      runDirectories = ImmutableList.copyOf(runDirectories);
      checkArgument(!runDirectories.isEmpty(), "there is no run to sweep");
      checkArgument(retries >= 0, "--retries cannot be negative");
    }
  }

  /**
   * Lists the old uploads under a prefix and aborts some of them.
   *
   * @param destination the prefix
   * @param olderThan least age of an upload
   * @param runDirectories whose journals say which uploads are ours: directories of runs, or
   *     directories of such
   * @param choice which uploads are to be aborted, as far as no run that is alive has them
   * @param mode whether they are
   */
  record OfPrefix(
      ObjectPrefix destination,
      Duration olderThan,
      List<Path> runDirectories,
      Choice choice,
      Mode mode,
      int retries)
      implements SweepSettings {
    public OfPrefix {
      runDirectories = ImmutableList.copyOf(runDirectories);
      checkArgument(retries >= 0, "--retries cannot be negative");
    }
  }

  /** Whose uploads are aborted. */
  enum Choice {
    OURS,
    EVERYBODYS
  }

  /** Whether anything is aborted. */
  enum Mode {
    LIST,
    ABORT
  }
}
