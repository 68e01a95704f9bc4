package org.bucketcopy.job.run;

import com.google.common.base.CharMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.bucketcopy.planner.plan.ObjectFilter;
import org.bucketcopy.planner.plan.UnmatchedGlobs;

/** A filter that notices which of its globs match nothing. For one thread. */
public final class WatchedFilter {
  private final ObjectFilter filter;
  private final String where;
  private final UnmatchedGlobs unmatched;
  private boolean any;

  /**
   * @param where what the keys are under, for messages
   */
  public WatchedFilter(ObjectFilter filter, String where) {
    this.filter = filter;
    this.where = where;
    this.unmatched = new UnmatchedGlobs(filter);
  }

  /**
   * Whether the filter accepts an entry.
   *
   * @param relativeKey below the prefix; a single entry that is named itself has none, and goes by
   *     its own name
   * @param uri of the entry
   */
  public boolean accepts(String relativeKey, String uri) {
    String name = name(relativeKey, uri);
    any = true;
    unmatched.saw(name);
    return filter.accepts(name);
  }

  /**
   * What filters go by.
   *
   * @param relativeKey as for {@link #accepts}
   * @param uri of the entry
   */
  public static String name(String relativeKey, String uri) {
    return relativeKey.isEmpty() ? uri.substring(uri.lastIndexOf('/') + 1) : relativeKey;
  }

  /**
   * A sentence for each glob that has matched nothing; none if there were no entries at all, of
   * which there is nothing more to say. To be asked once all is listed.
   */
  public Stream<String> warnings() {
    return any
        ? Stream.concat(
            matchNothing("--include", unmatched.includes()),
            matchNothing("--exclude", unmatched.excludes()))
        : Stream.empty();
  }

  private Stream<String> matchNothing(String option, List<String> globs) {
    return globs.stream()
        .map(
            glob ->
                String.format(
                    "%s \"%s\" matches nothing under %s%s",
                    option,
                    glob,
                    where,
                    CharMatcher.anyOf("[]{}\\").matchesAnyOf(glob)
                        ? "; a \\ before [ ] { } or \\ makes a letter of it"
                        : ""));
  }
}
