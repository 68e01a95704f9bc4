package org.bucketcopy.job.run;

import com.google.common.base.CharMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.bucketcopy.planner.plan.EntryFilter;
import org.bucketcopy.planner.plan.UnmatchedGlobs;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.SourceEntry;

/**
 * A filter that notices which of its globs match nothing. A single entry that is named itself has
 * an empty relative key, and goes by its own name. For one thread.
 */
public final class WatchedFilter {
  private final EntryFilter filter;
  private final String where;
  private final UnmatchedGlobs unmatched;
  private boolean any;

  /**
   * @param where what the keys are under, for messages
   */
  public WatchedFilter(EntryFilter filter, String where) {
    this.filter = filter;
    this.where = where;
    this.unmatched = new UnmatchedGlobs(filter.keys());
  }

  /**
   * Whether the filter accepts an entry.
   *
   * @param relativeKey below the prefix
   */
  public boolean accepts(String relativeKey, SourceEntry entry) {
    return filter.accepts(seen(relativeKey, entry.uri()), entry);
  }

  /** Whether the filter accepts an entry that fails by itself; what cannot be named, it does. */
  public boolean accepts(FailedEntry entry) {
    return entry.relativeKey().isEmpty()
        || filter.acceptsUnusable(seen(entry.relativeKey().get(), entry.source()), entry.state());
  }

  /**
   * Whether the filter accepts what is only at the destination.
   *
   * @param relativeKey below the prefix
   * @param uri where its source would be
   * @param size its length in bytes
   */
  public boolean acceptsExtraneous(String relativeKey, String uri, long size) {
    return filter.acceptsExtraneous(seen(relativeKey, uri), size);
  }

  private String seen(String relativeKey, String uri) {
    String name = name(relativeKey, uri);
    any = true;
    unmatched.saw(name);
    return name;
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
