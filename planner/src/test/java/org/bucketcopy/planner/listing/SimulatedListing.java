package org.bucketcopy.planner.listing;

import com.google.common.base.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.Pairs;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UnusableEntry;

/**
 * A store that only lists and looks, in any order, on a {@link SimulatedClock}. Folders are empty.
 */
final class SimulatedListing extends StoreDecorator {
  private final NavigableSet<String> keys;
  private final SimulatedClock clock;
  private final IntSupplier pageSize;
  private final ListingQuirks quirks;
  private final List<String> looked = new ArrayList<>();
  private int requests;
  private int longest;

  SimulatedListing(
      Iterable<String> keys, Comparator<String> order, IntSupplier pageSize, SimulatedClock clock) {
    this(keys, order, pageSize, clock, ListingQuirks.none());
  }

  SimulatedListing(
      Iterable<String> keys,
      Comparator<String> order,
      IntSupplier pageSize,
      SimulatedClock clock,
      ListingQuirks quirks) {
    super(new MemoryStore(new MemoryService(), MemoryStore.PROFILE, 1));
    this.keys = new TreeSet<>(order);
    keys.forEach(this.keys::add);
    this.clock = clock;
    this.pageSize = pageSize;
    this.quirks = quirks;
  }

  @Override
  protected <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
    throw new UnsupportedOperationException(operation + " " + target);
  }

  @Override
  public CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter) {
    requests++;
    longest = Math.max(longest, Utf8.encodedLength(startAfter.orElse(prefix.prefix())));
    CompletableFuture<ListingPage> answer = new CompletableFuture<>();
    clock.next(() -> answer.complete(page(prefix.prefix(), startAfter)));
    return answer;
  }

  @Override
  public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
    looked.add(object.key());
    CompletableFuture<ObjectInfo> answer = new CompletableFuture<>();
    clock.next(
        () -> {
          if (quirks.unreachable().contains(object.key())) {
            answer.completeExceptionally(refusal(StoreFault.Kind.DENIED, object));
          } else if (!keys.contains(object.key())) {
            answer.completeExceptionally(refusal(StoreFault.Kind.NOT_FOUND, object));
          } else {
            answer.complete(
                new ObjectInfo(
                    listed(object.key()).identity(),
                    ObjectMetadata.NONE,
                    Set.of(),
                    ContentChecksums.NONE));
          }
        });
    return answer;
  }

  private static StoreException refusal(StoreFault.Kind kind, ObjectLocation object) {
    return new StoreException(
        StoreFault.found(kind, StoreOperation.HEAD_OBJECT, object, "simulated"));
  }

  int requests() {
    return requests;
  }

  /** Length in bytes of the longest key after which a page was to start. */
  int longest() {
    return longest;
  }

  /** Keys that were looked at by themselves. */
  List<String> looked() {
    return looked;
  }

  private ListingPage page(String prefix, Optional<String> startAfter) {
    Comparator<? super String> order = keys.comparator();
    String after = startAfter.filter(key -> order.compare(key, prefix) >= 0).orElse("");
    boolean inclusive = after.isEmpty();
    int size = pageSize.getAsInt();
    List<ListedObject> objects = new ArrayList<>();
    List<UnusableEntry> unusable = new ArrayList<>();
    Optional<String> last = Optional.empty();
    int shown = 0;
    for (String key : keys.tailSet(inclusive ? prefix : after, inclusive)) {
      if (!key.startsWith(prefix)) {
        break;
      }
      if (shown == size) {
        return new ListingPage(objects, unusable, last);
      }
      show(key, objects, unusable);
      last = Optional.of(key);
      shown++;
    }
    return new ListingPage(objects, unusable, Optional.empty());
  }

  private void show(String key, List<ListedObject> objects, List<UnusableEntry> unusable) {
    String shown = quirks.shown(key);
    if (quirks.bare().contains(key)) {
      unusable.add(new UnusableEntry(shown, "it has no ETag"));
      return;
    }
    ListedObject object = new ListedObject(shown, listed(key).identity(), Optional.empty());
    objects.add(object);
    if (quirks.doubled().contains(key)) {
      objects.add(object);
    }
    if (quirks.conflicting().contains(key)) {
      objects.add(Pairs.listed(shown, "another", 2, 0));
    }
    if (quirks.followed().contains(key)) {
      objects.add(listed("foreign/" + key));
    }
  }

  private static ListedObject listed(String key) {
    return Pairs.listed(key, "etag-" + key.hashCode(), key.endsWith("/") ? 0 : 1, 0);
  }
}
