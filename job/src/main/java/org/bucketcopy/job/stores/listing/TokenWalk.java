package org.bucketcopy.job.stores.listing;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * One page by continuation tokens. After the last key of a page that was given, it is the page that
 * its token leads to. After any other key it is found from the nearest place known before it, and
 * what comes up to the key is left out. For one call.
 */
final class TokenWalk {
  private final ObjectListing.Pages pages;
  private final Trails trails;
  private final ObjectPrefix prefix;
  private final Optional<String> leftOut;
  private final Trail start;
  private final List<ListedEntry> entries = new ArrayList<>();
  private int withoutKey;

  TokenWalk(
      ObjectListing.Pages pages, Trails trails, ObjectPrefix prefix, Optional<String> startAfter) {
    this.pages = pages;
    this.trails = trails;
    this.prefix = prefix;
    Optional<Trail> known = startAfter.flatMap(key -> trails.behind(prefix, key));
    this.leftOut = known.isPresent() ? Optional.empty() : startAfter;
    this.start =
        known.orElseGet(
            () -> startAfter.map(key -> trails.before(prefix, key)).orElse(Trail.BEGINNING));
  }

  CompletionStage<Walked> walk() {
    return walk(start);
  }

  private CompletionStage<Walked> walk(Trail from) {
    PageRequest request =
        new PageRequest(prefix, Dialect.CONTINUATION, Optional.empty(), from.token());
    return pages.ask(request).thenCompose(page -> take(from, page));
  }

  private CompletionStage<Walked> take(Trail from, ObjectPage page) {
    boolean beginsAgain = from.origin().isPresent() && from.origin().equals(page.first());
    boolean sameToken = page.token().isPresent() && page.token().equals(from.token());
    if (from.token().isPresent() && (beginsAgain || (page.truncated() && sameToken))) {
      return completedStage(Walked.stuck("lists again what was listed"));
    }
    page.entries().stream().filter(this::isWanted).forEach(entries::add);
    if (!page.truncated()) {
      return completedStage(Walked.page(entries, Optional.empty()));
    }
    if (page.token().isEmpty()) {
      return completedStage(Walked.stuck("is not given, although more follows"));
    }
    Trail behind = from.behind(page, page.token().get());
    Optional<String> last = page.last();
    last.ifPresent(key -> trails.add(prefix, key, behind));
    if (last.isPresent() && last.equals(ObjectPage.last(entries))) {
      return completedStage(Walked.page(entries, last));
    }
    withoutKey = last.isPresent() ? 0 : withoutKey + 1;
    return withoutKey >= KeyWalk.MAX_WITHOUT_KEY
        ? completedStage(Walked.stuck("leads to page after page without a key"))
        : walk(behind);
  }

  private boolean isWanted(ListedEntry entry) {
    return leftOut.isEmpty()
        || entry.name().filter(key -> !KeyWalk.isAfter(key, leftOut.get())).isEmpty();
  }
}
