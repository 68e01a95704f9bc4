package org.bucketcopy.planner.listing;

import com.google.common.base.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.plan.Pairs;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.MemoryService;
import org.bucketcopy.planner.store.MemoryStore;
import org.bucketcopy.planner.store.StoreDecorator;
import org.bucketcopy.planner.store.StoreOperation;

/** A store that only lists, in any order, on a {@link SimulatedClock}. Folders are empty. */
final class SimulatedListing extends StoreDecorator {
  private final NavigableSet<String> keys;
  private final SimulatedClock clock;
  private final IntSupplier pageSize;
  private int requests;
  private int longest;

  SimulatedListing(
      Iterable<String> keys, Comparator<String> order, IntSupplier pageSize, SimulatedClock clock) {
    super(new MemoryStore(new MemoryService(), MemoryStore.PROFILE, 1));
    this.keys = new TreeSet<>(order);
    keys.forEach(this.keys::add);
    this.clock = clock;
    this.pageSize = pageSize;
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

  boolean holds(String key) {
    return keys.contains(key);
  }

  int requests() {
    return requests;
  }

  /** Most bytes that a key had after which a page was to start. */
  int longest() {
    return longest;
  }

  private ListingPage page(String prefix, Optional<String> startAfter) {
    Comparator<? super String> order = keys.comparator();
    String after = startAfter.filter(key -> order.compare(key, prefix) >= 0).orElse("");
    boolean inclusive = after.isEmpty();
    int size = pageSize.getAsInt();
    List<ListedObject> objects = new ArrayList<>();
    for (String key : keys.tailSet(inclusive ? prefix : after, inclusive)) {
      if (!key.startsWith(prefix)) {
        break;
      }
      if (objects.size() == size) {
        return new ListingPage(objects, true);
      }
      objects.add(Pairs.listed(key, "etag", key.endsWith("/") ? 0 : 1, 0));
    }
    return new ListingPage(objects, false);
  }
}
