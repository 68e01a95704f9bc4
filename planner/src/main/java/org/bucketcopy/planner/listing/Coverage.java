package org.bucketcopy.planner.listing;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The relative keys that a walk has given all candidates of, as spans in the order of {@link
 * KeyOrder}. Its bounds hold nothing but characters that UTF-8 and UTF-16 order alike, so each key
 * is on the same side of them whichever of the two orders a store lists in. There are about as many
 * spans as ranges were walked at the same time, whatever the number of keys.
 *
 * @param spans apart from each other, in order
 */
public record Coverage(List<Span> spans) {
  private static final Comparator<Span> BY_START =
      Comparator.comparing(span -> span.after().orElse(""), KeyOrder.UTF_8);

  /** No keys. */
  public static final Coverage NONE = new Coverage(List.of());

  /** All keys. */
  static final Coverage ALL = new Coverage(List.of(new Span(Optional.empty(), Optional.empty())));

  public Coverage {
    spans = merged(spans);
  }

  /**
   * Keys that follow each other.
   *
   * @param after where they start, exclusive; empty for the first key of all
   * @param upTo where they end, inclusive; empty for the last key of all
   */
  public record Span(Optional<String> after, Optional<String> upTo) {
    /** Whether a key is one of them. */
    boolean covers(String key) {
      return after.filter(start -> !KeyOrder.isAfter(key, start)).isEmpty()
          && upTo.filter(end -> KeyOrder.isAfter(key, end)).isEmpty();
    }

    private boolean touches(Span later) {
      return later.after.isEmpty()
          || upTo.isEmpty()
          || !KeyOrder.isAfter(later.after.get(), upTo.get());
    }

    private Span with(Span later) {
      boolean longer =
          upTo.isPresent()
              && (later.upTo.isEmpty() || KeyOrder.isAfter(later.upTo.get(), upTo.get()));
      return longer ? new Span(after, later.upTo) : this;
    }
  }

  /** Whether the walk has given all that it has of a key. */
  public boolean covers(String key) {
    for (Span span : spans) {
      if (span.covers(key)) {
        return true;
      }
    }
    return false;
  }

  /** The same of keys that begin so, and are relative to what comes before that. */
  Coverage below(String beginning) {
    return new Coverage(
        spans.stream()
            .map(
                span ->
                    new Span(
                        span.after().map(beginning::concat), span.upTo().map(beginning::concat)))
            .toList());
  }

  /** What either has. */
  public Coverage and(Coverage other) {
    return new Coverage(Stream.concat(spans.stream(), other.spans.stream()).toList());
  }

  private static List<Span> merged(List<Span> spans) {
    List<Span> merged = new ArrayList<>();
    for (Span span : spans.stream().sorted(BY_START).toList()) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).touches(span)) {
        merged.set(last, merged.get(last).with(span));
      } else {
        merged.add(span);
      }
    }
    return ImmutableList.copyOf(merged);
  }
}
