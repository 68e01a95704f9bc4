package org.bucketcopy.planner.listing;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;

/**
 * All objects under a prefix in the store's own order, page after page. The next page is asked for
 * while one is read; two are held at most. For one thread.
 */
public final class SourceListing implements Iterator<ListedObject> {
  private final ObjectStore store;
  private final ObjectPrefix prefix;
  private Iterator<ListedObject> page;
  private Optional<CompletableFuture<ListingPage>> next;

  /** Asks for the first page without waiting for it. */
  public SourceListing(ObjectStore store, ObjectPrefix prefix) {
    this.store = store;
    this.prefix = prefix;
    this.page = Collections.emptyIterator();
    this.next = Optional.of(ask(Optional.empty()));
  }

  /**
   * Waits for a page where none is there.
   *
   * @throws StoreException if the page could not be listed; so does every later call
   */
  @Override
  public boolean hasNext() {
    while (!page.hasNext() && next.isPresent()) {
      ListingPage arrived = await(next.get());
      page = arrived.objects().iterator();
      next = arrived.next().map(last -> ask(Optional.of(last)));
    }
    return page.hasNext();
  }

  /**
   * The next object.
   *
   * @throws StoreException as {@link #hasNext}
   */
  @Override
  public ListedObject next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all of " + prefix + " is listed");
    }
    return page.next();
  }

  private CompletableFuture<ListingPage> ask(Optional<String> startAfter) {
    return store.list(prefix, startAfter).toCompletableFuture();
  }

  private static ListingPage await(CompletableFuture<ListingPage> page) {
    try {
      return page.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof StoreException refused) {
        throw refused;
      }
      throw failed;
    }
  }
}
