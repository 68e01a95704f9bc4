package org.bucketcopy.job.stores.listing;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.listing.KeyOrder;

/**
 * One page by a dialect that takes any key. It takes more requests than one where the store gives a
 * page without a key that the next one could begin after. For one call.
 */
final class KeyWalk {
  /** A store may have to pass many deleted keys, but not for ever. */
  static final int MAX_WITHOUT_KEY = 1000;

  private static final String NOT_WHERE = "says that more follows, but not where";

  private final ObjectListing.Pages pages;
  private final PageRequest first;
  private final List<ListedEntry> entries = new ArrayList<>();
  private int withoutKey;

  KeyWalk(ObjectListing.Pages pages, PageRequest first) {
    this.pages = pages;
    this.first = first;
  }

  CompletionStage<Walked> walk() {
    return walk(first);
  }

  private CompletionStage<Walked> walk(PageRequest request) {
    return pages.ask(request).thenCompose(page -> take(request, page));
  }

  private CompletionStage<Walked> take(PageRequest request, ObjectPage page) {
    List<ListedEntry> fresh = withoutStart(page.entries());
    if (wentBack(fresh)) {
      return completedStage(Walked.stuck("lists again what was listed"));
    }
    if (page.truncated() && request.token().isPresent() && request.token().equals(page.token())) {
      return completedStage(Walked.stuck("gives the same page again"));
    }
    entries.addAll(fresh);
    Optional<String> last = ObjectPage.last(fresh);
    if (!page.truncated() || last.isPresent()) {
      return completedStage(Walked.page(entries, page.truncated() ? last : Optional.empty()));
    }
    withoutKey++;
    if (withoutKey >= MAX_WITHOUT_KEY) {
      return completedStage(Walked.stuck("gives page after page without a key"));
    }
    return following(request, page)
        .map(this::walk)
        .orElseGet(() -> completedStage(Walked.stuck(NOT_WHERE)));
  }

  private static Optional<PageRequest> following(PageRequest request, ObjectPage page) {
    return request.dialect() == Dialect.MARKER
        ? page.nextMarker()
            .filter(marker -> request.after().filter(marker::equals).isEmpty())
            .map(request::withAfter)
        : page.token().map(request::withToken);
  }

  /** Some servers begin with the very key that the page is to come after. */
  private List<ListedEntry> withoutStart(List<ListedEntry> page) {
    Optional<String> start = first.after();
    return start.isPresent() && !page.isEmpty() && page.get(0).name().equals(start)
        ? page.subList(1, page.size())
        : page;
  }

  /**
   * Whether a page is not one of the keys after the start. A server that does not heed the start
   * gives a page that begins before it, or ends with it.
   */
  private boolean wentBack(List<ListedEntry> page) {
    if (page.isEmpty() || first.after().isEmpty()) {
      return false;
    }
    String start = first.after().get();
    return page.get(0).name().filter(key -> !isAfter(key, start)).isPresent()
        || ObjectPage.last(page).filter(key -> !isAfter(key, start)).isPresent();
  }

  /** Whether a key comes after another in one of the orders that servers list in. */
  static boolean isAfter(String key, String start) {
    return KeyOrder.UTF_8.compare(key, start) > 0 || key.compareTo(start) > 0;
  }
}
