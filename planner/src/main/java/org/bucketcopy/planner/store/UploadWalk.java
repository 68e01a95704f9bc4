package org.bucketcopy.planner.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.ObjectPrefix;

/**
 * The open uploads under a prefix, page after page; what the page before has listed is left out.
 * Holds no more than two pages and a marker for each. For one walk, not thread-safe.
 */
public final class UploadWalk {
  private static final int MAX_EMPTY_PAGES = 1000;

  private final ObjectStore store;
  private final ObjectPrefix prefix;
  private final Set<UploadMarker> markers = new HashSet<>();
  private Set<Object> before = Set.of();
  private Optional<UploadMarker> after = Optional.empty();
  private boolean ended;
  private int emptyPages;

  /**
   * @param store whose uploads; asked once for each page
   */
  public UploadWalk(ObjectStore store, ObjectPrefix prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  /** Whether there was a last page. */
  public boolean ended() {
    return ended;
  }

  /**
   * The uploads of the next page. {@link StoreFault.Kind#UNSUPPORTED} if the server does not
   * advance from page to page. Not to be called while another page is asked for, nor after the last
   * one.
   */
  public CompletionStage<OpenUploads> next() {
    return store.openUploadsAfter(prefix, after).thenCompose(this::take);
  }

  /** The uploads of all pages that are left. */
  CompletionStage<OpenUploads> rest() {
    return rest(new ArrayList<>(), new ArrayList<>());
  }

  private CompletionStage<OpenUploads> rest(
      List<OpenUpload> uploads, List<UnusableEntry> unusable) {
    return next()
        .thenCompose(
            page -> {
              uploads.addAll(page.uploads());
              unusable.addAll(page.unusable());
              return ended
                  ? CompletableFuture.completedStage(
                      new OpenUploads(uploads, unusable, page.storeMillis()))
                  : rest(uploads, unusable);
            });
  }

  private CompletionStage<OpenUploads> take(UploadsPage page) {
    Set<Object> listed = new HashSet<>();
    page.open().uploads().forEach(upload -> listed.add(upload.handle()));
    listed.addAll(page.open().unusable());
    boolean nothingNew = !listed.isEmpty() && before.containsAll(listed);
    OpenUploads fresh = withoutThoseBefore(page.open());
    before = listed;
    ended = page.next().isEmpty();
    after = page.next();
    emptyPages = page.entries() == 0 ? emptyPages + 1 : 0;
    boolean continues = ended || (!nothingNew && after.filter(markers::add).isPresent());
    return continues && emptyPages < MAX_EMPTY_PAGES
        ? CompletableFuture.completedStage(fresh)
        : CompletableFuture.failedStage(doesNotGoOn(prefix));
  }

  /** The same upload or entry may be listed twice, on one page or on two. */
  private OpenUploads withoutThoseBefore(OpenUploads open) {
    Set<Object> known = new HashSet<>(before);
    return new OpenUploads(
        open.uploads().stream().filter(upload -> known.add(upload.handle())).toList(),
        open.unusable().stream().filter(known::add).toList(),
        open.storeMillis());
  }

  /** The server does not list what it says that follows. */
  public static StoreException doesNotGoOn(ObjectPrefix prefix) {
    return new StoreException(
        StoreFault.found(
            StoreFault.Kind.UNSUPPORTED,
            StoreOperation.LIST_UPLOADS,
            prefix,
            "the server says that more uploads follow, but lists the same ones again; only"
                + " prefixes that fit on one page can be listed"));
  }
}
