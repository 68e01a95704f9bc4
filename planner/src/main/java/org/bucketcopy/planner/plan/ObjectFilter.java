package org.bucketcopy.planner.plan;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * Which objects are copied, decided by their keys under the source's prefix. The globs are those of
 * rclone: {@code *} any run of characters but {@code /}, {@code **} any run, {@code ?} one
 * character but {@code /}, {@code [abc]}, {@code [a-z]}, {@code [!a]} one character, {@code {a,b}}
 * one of several globs, {@code \} takes the next character as it is. A glob that starts with {@code
 * /} matches from the prefix on, any other one from any folder on; always to the end of the key. A
 * glob that ends with {@code /} means everything below.
 */
public final class ObjectFilter {
  private final ImmutableList<Glob> includes;
  private final ImmutableList<Glob> excludes;

  private ObjectFilter(ImmutableList<Glob> includes, ImmutableList<Glob> excludes) {
    this.includes = includes;
    this.excludes = excludes;
  }

  /**
   * A filter that accepts what any of {@code includes} matches, or everything if there are none,
   * but nothing that any of {@code excludes} matches.
   *
   * @throws IllegalArgumentException if a glob is malformed; names it and the place
   */
  public static ObjectFilter of(List<String> includes, List<String> excludes) {
    return new ObjectFilter(globs(includes), globs(excludes));
  }

  private static ImmutableList<Glob> globs(List<String> texts) {
    return texts.stream().map(Glob::of).collect(ImmutableList.toImmutableList());
  }

  ImmutableList<Glob> includes() {
    return includes;
  }

  ImmutableList<Glob> excludes() {
    return excludes;
  }

  /**
   * What the relative key of every object begins with that this accepts; empty if they have nothing
   * in common. Only globs that start with {@code /} say where a key begins.
   */
  public String beginning() {
    return includes.stream().map(Glob::beginning).reduce(Strings::commonPrefix).orElse("");
  }

  /** Whether the object with this key under the source's prefix is copied. */
  public boolean accepts(String relativeKey) {
    return (includes.isEmpty() || anyMatches(includes, relativeKey))
        && !anyMatches(excludes, relativeKey);
  }

  private static boolean anyMatches(ImmutableList<Glob> globs, String key) {
    for (Glob glob : globs) {
      if (glob.matches(key)) {
        return true;
      }
    }
    return false;
  }
}
