package org.bucketcopy.planner.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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

/** A store that answers any page to a request for one; a HEAD finds what it was given to hold. */
final class PagedListing extends StoreDecorator {
  private final Function<Optional<String>, ListingPage> pages;
  private final Set<String> held;
  private final List<String> looked = new ArrayList<>();
  private int requests;

  /**
   * @param pages the page that starts after a key
   */
  PagedListing(Function<Optional<String>, ListingPage> pages, String... held) {
    super(new MemoryStore(new MemoryService(), MemoryStore.PROFILE, 1));
    this.pages = pages;
    this.held = Set.of(held);
  }

  /** A listing of one page. */
  static PagedListing of(ListedObject... objects) {
    return new PagedListing(start -> new ListingPage(List.of(objects), false));
  }

  @Override
  protected <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call) {
    throw new UnsupportedOperationException(operation + " " + target);
  }

  @Override
  public CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter) {
    requests++;
    return CompletableFuture.completedStage(pages.apply(startAfter));
  }

  @Override
  public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
    looked.add(object.key());
    return held.contains(object.key())
        ? CompletableFuture.completedStage(
            new ObjectInfo(
                Pairs.listed(object.key(), "etag", 1, 0).identity(),
                ObjectMetadata.NONE,
                Set.of(),
                ContentChecksums.NONE))
        : CompletableFuture.failedStage(
            new StoreException(
                StoreFault.found(
                    StoreFault.Kind.NOT_FOUND, StoreOperation.HEAD_OBJECT, object, "")));
  }

  /** Keys that were looked at. */
  List<String> looked() {
    return looked;
  }

  int requests() {
    return requests;
  }
}
