package org.bucketcopy.job.stores.listing;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The objects of a store page by page, each after any key. A bucket is asked in the first of the
 * store's dialects until its server is seen not to speak it, and in the next one from then on.
 * Thread-safe.
 */
public final class ObjectListing {
  private static final Set<StoreFault.Kind> REFUSALS =
      Set.of(StoreFault.Kind.UNSUPPORTED, StoreFault.Kind.INVALID);

  private final List<Dialect> dialects;
  private final Pages pages;
  private final Trails trails = new Trails();
  private final ConcurrentMap<Bucket, Integer> spoken = new ConcurrentHashMap<>();

  /** Asks a store for one page. */
  @FunctionalInterface
  public interface Pages {
    /** The page; fails with {@link StoreException} if what comes is none. */
    CompletionStage<ObjectPage> ask(PageRequest request);
  }

  /**
   * @param dialects those that a store of this kind may speak, the best first
   * @param pages makes the requests
   */
  public ObjectListing(List<Dialect> dialects, Pages pages) {
    checkArgument(!dialects.isEmpty(), "a store speaks at least one dialect");
    this.dialects = ImmutableList.copyOf(dialects);
    this.pages = pages;
  }

  /**
   * One page of the objects under a prefix whose keys come after a given one, as {@link
   * org.bucketcopy.planner.store.ObjectStore#list} promises it. {@link StoreFault.Kind#UNSUPPORTED}
   * if the server does not advance from page to page in any dialect.
   */
  public CompletionStage<ListingPage> page(ObjectPrefix prefix, Optional<String> startAfter) {
    int dialect = spoken.getOrDefault(prefix.bucket(), 0);
    return attempt(new Attempt(prefix, startAfter, dialect, ImmutableList.of()));
  }

  /** What is asked for, in which dialect, and how it went in the dialects before. */
  private record Attempt(
      ObjectPrefix prefix, Optional<String> startAfter, int dialect, ImmutableList<Walked> before) {
    Attempt after(Walked failed) {
      return new Attempt(
          prefix,
          startAfter,
          dialect + 1,
          ImmutableList.<Walked>builder().addAll(before).add(failed).build());
    }
  }

  private CompletionStage<ListingPage> attempt(Attempt attempt) {
    return walk(attempt)
        .exceptionally(ObjectListing::refused)
        .thenCompose(
            walked -> {
              if (walked.page().isPresent()) {
                settle(attempt);
                return CompletableFuture.completedStage(walked.page().get());
              }
              Attempt next = attempt.after(walked);
              return next.dialect() < dialects.size()
                  ? attempt(next)
                  : CompletableFuture.failedStage(end(next));
            });
  }

  private CompletionStage<Walked> walk(Attempt attempt) {
    Dialect dialect = dialects.get(attempt.dialect());
    if (dialect == Dialect.CONTINUATION) {
      return new TokenWalk(this::ask, trails, attempt.prefix(), attempt.startAfter()).walk();
    }
    PageRequest first =
        new PageRequest(attempt.prefix(), dialect, attempt.startAfter(), Optional.empty());
    return new KeyWalk(this::ask, first).walk();
  }

  private CompletionStage<ObjectPage> ask(PageRequest request) {
    return pages
        .ask(request)
        .thenApply(
            page -> {
              if (page.grouped()) {
                throw unsupported(
                    request.prefix(),
                    "the server hides keys behind common prefixes, though none were asked for");
              }
              return page;
            });
  }

  private static Walked refused(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof StoreException known && REFUSALS.contains(known.fault().kind())) {
      return Walked.refused(known);
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }

  private void settle(Attempt attempt) {
    if (!attempt.before().isEmpty()) {
      spoken.merge(attempt.prefix().bucket(), attempt.dialect(), Math::max);
    }
  }

  /** A store that only refuses has said why itself. */
  private StoreException end(Attempt ended) {
    List<Walked> failed = ended.before();
    if (failed.stream().allMatch(walked -> walked.refusal().isPresent())) {
      return failed.get(0).refusal().orElseThrow();
    }
    StringBuilder message = new StringBuilder("the server does not list beyond this page:");
    int first = dialects.size() - failed.size();
    for (int i = 0; i < failed.size(); i++) {
      message
          .append(i == 0 ? " " : ", ")
          .append(dialects.get(first + i))
          .append(' ')
          .append(failed.get(i).obstacle());
    }
    return unsupported(
        ended.prefix(), message + "; only prefixes that fit on one page can be copied");
  }

  private static StoreException unsupported(ObjectPrefix prefix, String message) {
    return new StoreException(
        StoreFault.found(
            StoreFault.Kind.UNSUPPORTED, StoreOperation.LIST_OBJECTS, prefix, message));
  }
}
