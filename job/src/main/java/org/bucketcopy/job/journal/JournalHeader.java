package org.bucketcopy.job.journal;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Sets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which run a journal belongs to.
 *
 * @param runId names the run
 * @param began when it started, epoch milliseconds
 * @param options the options that decide what is copied and how it is cut, by the name that users
 *     know ({@code --part-size}) and as they would write them; never a secret
 */
public record JournalHeader(String runId, long began, Map<String, String> options) {
  private static final String SERVICE = "service";

  /** Stands for the header of a journal in which none can be read. */
  static final JournalHeader LOST = new JournalHeader("unknown", 0, Map.of());

  public JournalHeader {
    checkArgument(!runId.isBlank(), "a run needs an id");
    checkArgument(began >= 0, "a run cannot have started at %s", began);
    options = ImmutableSortedMap.copyOf(options);
  }

  /**
   * A run on the buckets of one service: another one's bucket of the same name is another bucket.
   *
   * @param service as in {@link org.bucketcopy.planner.store.StoreProfile#service}
   */
  public static JournalHeader of(
      String runId, long began, Map<String, String> options, String service) {
    Map<String, String> all = new HashMap<>(options);
    all.put(SERVICE, service);
    return new JournalHeader(runId, began, all);
  }

  /** The service that holds the run's buckets; empty if the journal does not name it. */
  public Optional<String> service() {
    return Optional.ofNullable(options.get(SERVICE));
  }

  /**
   * How the options of {@code now} differ from these, one after the other ({@code was --part-size
   * 64MiB, is 128MiB}); empty if they do not.
   */
  String differences(JournalHeader now) {
    return Sets.union(options.keySet(), now.options.keySet()).stream()
        .sorted()
        .filter(name -> !value(options, name).equals(value(now.options, name)))
        .map(
            name -> "was " + name + " " + value(options, name) + ", is " + value(now.options, name))
        .collect(Collectors.joining("; "));
  }

  private static String value(Map<String, String> options, String name) {
    return options.getOrDefault(name, "(not given)");
  }
}
