package org.bucketcopy.planner.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The globs of a filter that have matched none of the keys seen so far: they are probably mistyped.
 * A glob counts as matched whatever the others make of the key. For one thread.
 */
public final class UnmatchedGlobs {
  private final List<Glob> includes;
  private final List<Glob> excludes;

  /** All of {@code filter}, of which no key was seen. */
  public UnmatchedGlobs(ObjectFilter filter) {
    this.includes = new ArrayList<>(filter.includes());
    this.excludes = new ArrayList<>(filter.excludes());
  }

  /** Takes note of a key, under the source's prefix; once all globs have matched, that is free. */
  public void saw(String relativeKey) {
    if (!includes.isEmpty()) {
      includes.removeIf(glob -> glob.matches(relativeKey));
    }
    if (!excludes.isEmpty()) {
      excludes.removeIf(glob -> glob.matches(relativeKey));
    }
  }

  /** The includes, as they were written. */
  public List<String> includes() {
    return includes.stream().map(Glob::text).toList();
  }

  /** The excludes, as they were written. */
  public List<String> excludes() {
    return excludes.stream().map(Glob::text).toList();
  }
}
