package org.bucketcopy.planner.listing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.FailedEntry;
import org.bucketcopy.planner.plan.KeyMapping;
import org.bucketcopy.planner.plan.SourceEntry;
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
  /** Entries that are remembered, so that pages that overlap do not give them twice. */
  private static final int MOST_REMEMBERED = 10_000;

  private final KeyMapping mapping;
  private final ObjectStore source;
  private final ObjectStore existing;
  private final Lookups lookups;
  private final Consumer<SourceEntry> taker;
  private final Map<String, RangeReader> told = new HashMap<>();

  UnsureSources(
      KeyMapping mapping,
      ObjectStore source,
      ObjectStore existing,
      Lookups lookups,
      Consumer<SourceEntry> taker) {
    this.mapping = mapping;
    this.source = source;
    this.existing = existing;
    this.lookups = lookups;
    this.taker = taker;
  }

  /** Takes in those of one page. The page after a boundary may show what the one before it has. */
  void take(RangeReader range, List<Unsure> page) {
    Map<String, Long> times =
        page.stream().collect(Collectors.groupingBy(Unsure::key, Collectors.counting()));
    for (Unsure entry : page) {
      boolean remembered = told.containsKey(entry.key()) || told.size() < MOST_REMEMBERED;
      Optional<RangeReader> before =
          remembered ? Optional.ofNullable(told.putIfAbsent(entry.key(), range)) : Optional.empty();
      boolean once = times.getOrDefault(entry.key(), 0L) == 1 && before.isEmpty();
      if (once && remembered && mayBeExact(entry)) {
        confirm(entry);
      } else if (before.filter(other -> other != range).isEmpty()) {
        fail(entry, entry.reason());
      }
    }
  }

  private boolean mayBeExact(Unsure entry) {
    return !entry.key().isEmpty()
        && !ListedObject.isExact(entry.key())
        && ListedObject.isText(entry.key())
        && isNamed(entry.key());
  }

  private boolean isNamed(String key) {
    return key.startsWith(mapping.source().prefix()) && mapping.names(key);
  }

  private void confirm(Unsure entry) {
    ObjectLocation from = mapping.source().bucket().object(entry.key());
    lookups.look(
        source,
        from,
        seen -> {
          Optional<ListedObject> object = seen.object().filter(now -> isSame(entry.listed(), now));
          if (seen.fault().isPresent()) {
            fail(entry, seen.fault().get());
          } else if (object.isEmpty()) {
            fail(entry, entry.reason());
          } else {
            pair(from, object.get());
          }
        });
  }

  private static boolean isSame(Optional<ListedObject> listed, ListedObject now) {
    return listed.filter(then -> !then.identity().sameState(now.identity())).isEmpty();
  }

  private void pair(ObjectLocation from, ListedObject listed) {
    ObjectLocation to = mapping.destinationOf(listed.key());
    lookups.pair(existing, from, listed, to, taker);
  }

  private void fail(Unsure entry, String reason) {
    String target = mapping.source().bucket() + "/" + entry.key();
    fail(
        entry,
        StoreFault.found(StoreFault.Kind.INVALID, StoreOperation.LIST_OBJECTS, target, reason));
  }

  private void fail(Unsure entry, StoreFault fault) {
    taker.accept(
        new FailedEntry(
            mapping.source().bucket(), entry.key(), entry.listed(), Optional.empty(), fault));
  }
}
