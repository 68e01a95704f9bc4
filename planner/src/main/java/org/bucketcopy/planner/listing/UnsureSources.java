package org.bucketcopy.planner.listing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.source.Candidate;
import org.bucketcopy.planner.source.FailedEntry;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.source.SourceObject;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The entries of the source that cannot be taken for the object of their key. Each is a failure of
 * its own, but one: U+FFFD is a character like others, and a key that holds it may be just what it
 * seems. So the source is looked at under this key, and what is there is copied, unless the listing
 * shows the key twice.
 */
final class UnsureSources {
  /** Keys that are remembered, so that none is copied twice, and overlapping pages fail it once. */
  private static final int MAX_REMEMBERED = 100_000;

  private final KeyMapping mapping;
  private final ObjectStore source;
  private final ObjectStore existing;
  private final Lookups lookups;
  private final Consumer<Candidate> taker;
  private final Map<String, Shown> confirmed = new HashMap<>();
  private final Map<String, RangeReader> failed = new HashMap<>();

  /** An entry that was looked at, and the range that shows it. */
  private record Shown(RangeReader range, Optional<ListedObject> listed) {}

  UnsureSources(
      KeyMapping mapping,
      ObjectStore source,
      ObjectStore existing,
      Lookups lookups,
      Consumer<Candidate> taker) {
    this.mapping = mapping;
    this.source = source;
    this.existing = existing;
    this.lookups = lookups;
    this.taker = taker;
  }

  /**
   * Takes in those of one page. A page may continue beyond its range, where another range shows the
   * same entries again.
   */
  void take(RangeReader range, List<Unsure> page) {
    Map<String, Long> times =
        page.stream().collect(Collectors.groupingBy(Unsure::key, Collectors.counting()));
    for (Unsure entry : page) {
      boolean once = times.getOrDefault(entry.key(), 0L) == 1;
      if (!mayBeExact(entry)) {
        if (!range.leavesToOthers(entry.key()) || !ListedObject.isExact(entry.key())) {
          fail(range, entry);
        }
      } else if (isAnothers(range, entry)) {
        confirm(range, entry, object -> {});
      } else if (once
          && confirmed.size() < MAX_REMEMBERED
          && confirmed.putIfAbsent(entry.key(), new Shown(range, entry.listed())) == null) {
        confirm(range, entry, this::pair);
      } else {
        fail(range, entry);
      }
    }
  }

  /**
   * Pages go beyond their range, and a range that is split off lists again what was shown before it
   * was. Without a state nothing shows that it is the same.
   */
  private boolean isAnothers(RangeReader range, Unsure entry) {
    boolean again =
        Optional.ofNullable(confirmed.get(entry.key()))
            .filter(before -> before.range() != range && before.listed().equals(entry.listed()))
            .isPresent();
    return entry.listed().isPresent() && (again || range.leavesToOthers(entry.key()));
  }

  private boolean mayBeExact(Unsure entry) {
    return !entry.key().isEmpty()
        && !ListedObject.isExact(entry.key())
        && ListedObject.isText(entry.key())
        && isNamed(entry.key());
  }

  private boolean isNamed(String key) {
    return isUnder(key) && mapping.names(key);
  }

  private boolean isUnder(String key) {
    return key.startsWith(mapping.source().prefix());
  }

  private void confirm(RangeReader range, Unsure entry, Consumer<ListedObject> found) {
    lookups.look(
        source,
        mapping.source().bucket().object(entry.key()),
        seen -> {
          if (seen.fault().isPresent()) {
            fail(entry, seen.fault().get());
          } else if (seen.object().filter(now -> isSame(entry.listed(), now)).isPresent()) {
            found.accept(seen.object().get());
          } else {
            fail(range, entry);
          }
        });
  }

  private static boolean isSame(Optional<ListedObject> listed, ListedObject now) {
    return listed.filter(then -> !then.identity().sameState(now.identity())).isEmpty();
  }

  private void pair(ListedObject listed) {
    lookups.pair(
        existing,
        mapping.destinationOf(listed.key()),
        mapping.relative(listed.key()),
        SourceObject.of(mapping.source().bucket(), listed),
        taker);
  }

  /** Once for pages of several ranges, and for each entry of one range. */
  private void fail(RangeReader range, Unsure entry) {
    boolean remembered = failed.size() < MAX_REMEMBERED;
    RangeReader witness =
        remembered
            ? failed.computeIfAbsent(entry.key(), key -> range)
            : failed.getOrDefault(entry.key(), range);
    if (witness == range) {
      String target = mapping.source().bucket() + "/" + entry.key();
      fail(
          entry,
          StoreFault.found(
              StoreFault.Kind.INVALID, StoreOperation.LIST_OBJECTS, target, entry.reason()));
    }
  }

  private void fail(Unsure entry, StoreFault fault) {
    taker.accept(
        new FailedEntry(
            mapping.source().bucket().uri() + "/" + entry.key(),
            Optional.of(entry.key()).filter(this::isUnder).map(mapping::relative),
            entry.listed().map(ListedObject::identity),
            Optional.empty(),
            fault));
  }
}
