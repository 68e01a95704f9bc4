package org.bucketcopy.job.stores.listing;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UnusableEntry;
import org.bucketcopy.planner.store.UploadHandle;

/** All unfinished uploads under a prefix, page after page. For one call. */
public final class UploadListing {
  private final ObjectPrefix prefix;
  private final Function<Optional<UploadPage.Marker>, CompletionStage<UploadPage>> pages;
  private final Map<UploadHandle, OpenUpload> found = new LinkedHashMap<>();
  private final Set<UnusableEntry> unusable = new LinkedHashSet<>();
  private final Set<UploadPage.Marker> markers = new HashSet<>();
  private int emptyPages;

  /**
   * @param pages asks for the uploads after a given one
   */
  public UploadListing(
      ObjectPrefix prefix,
      Function<Optional<UploadPage.Marker>, CompletionStage<UploadPage>> pages) {
    this.prefix = prefix;
    this.pages = pages;
  }

  /**
   * The uploads. {@link StoreFault.Kind#UNSUPPORTED} if the server does not go on from page to
   * page.
   */
  public CompletionStage<OpenUploads> all() {
    return after(Optional.empty());
  }

  private CompletionStage<OpenUploads> after(Optional<UploadPage.Marker> marker) {
    return pages.apply(marker).thenCompose(this::take);
  }

  private CompletionStage<OpenUploads> take(UploadPage page) {
    int before = found.size() + unusable.size();
    int outside = 0;
    for (UploadPage.Entry upload : page.uploads()) {
      if (upload.key().flaw().isPresent() || upload.key().text().startsWith(prefix.prefix())) {
        add(upload);
      } else {
        outside++;
      }
    }
    if (!page.truncated()) {
      return CompletableFuture.completedStage(
          new OpenUploads(found.values().stream().toList(), unusable.stream().toList()));
    }
    boolean nothingNew = outside == 0 && found.size() + unusable.size() == before;
    emptyPages = nothingNew && page.uploads().isEmpty() ? emptyPages + 1 : 0;
    Optional<UploadPage.Marker> next =
        page.nextMarker().filter(markers::add).or(() -> last(page).filter(markers::add));
    return next.isEmpty()
            || emptyPages >= KeyWalk.MOST_WITHOUT_KEY
            || (nothingNew && !page.uploads().isEmpty())
        ? CompletableFuture.failedStage(doesNotGoOn())
        : after(next);
  }

  /** Whether an upload whose key cannot be read is under the prefix cannot be told, either. */
  private void add(UploadPage.Entry upload) {
    Optional<String> flaw = upload.flaw();
    if (flaw.isPresent()) {
      String id = upload.uploadId().map(known -> " (upload id " + known + ")").orElse("");
      unusable.add(new UnusableEntry(upload.key().text(), flaw.get() + id));
      return;
    }
    UploadHandle handle =
        new UploadHandle(
            prefix.bucket().object(upload.key().text()), upload.uploadId().orElseThrow());
    found.put(handle, new OpenUpload(handle, upload.millis().orElseThrow()));
  }

  private static Optional<UploadPage.Marker> last(UploadPage page) {
    return page.uploads().isEmpty()
        ? Optional.empty()
        : Optional.of(page.uploads().get(page.uploads().size() - 1))
            .filter(upload -> upload.key().flaw().isEmpty())
            .map(upload -> new UploadPage.Marker(upload.key().text(), upload.uploadId()));
  }

  private StoreException doesNotGoOn() {
    return new StoreException(
        StoreFault.found(
            StoreFault.Kind.UNSUPPORTED,
            StoreOperation.LIST_UPLOADS,
            prefix,
            "the server says that more uploads follow, but lists the same ones again; only"
                + " prefixes that fit on one page can be listed"));
  }
}
