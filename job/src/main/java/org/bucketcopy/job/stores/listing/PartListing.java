package org.bucketcopy.job.stores.listing;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.bucketcopy.planner.store.CopiedPart;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;

/** All parts of one upload, page after page. For one call. */
public final class PartListing {
  private final StoreOperation operation;
  private final UploadHandle upload;
  private final IntFunction<CompletionStage<PartPage>> pages;
  private final SortedMap<Integer, CopiedPart> found = new TreeMap<>();
  private int pagesWithoutPart;

  /**
   * @param operation what the listing is for
   * @param pages asks for the parts whose numbers come after a given one
   */
  public PartListing(
      StoreOperation operation, UploadHandle upload, IntFunction<CompletionStage<PartPage>> pages) {
    this.operation = operation;
    this.upload = upload;
    this.pages = pages;
  }

  /**
   * The parts by ascending number. {@link StoreFault.Kind#UNSUPPORTED} if the server does not go on
   * from page to page.
   */
  public CompletionStage<List<CopiedPart>> all() {
    return after(0);
  }

  private CompletionStage<List<CopiedPart>> after(int marker) {
    return pages.apply(marker).thenCompose(page -> take(marker, page));
  }

  private CompletionStage<List<CopiedPart>> take(int marker, PartPage page) {
    page.parts().forEach(part -> found.put(part.partNumber(), part));
    if (!page.truncated()) {
      return CompletableFuture.completedStage(ImmutableList.copyOf(found.values()));
    }
    pagesWithoutPart = page.parts().isEmpty() ? pagesWithoutPart + 1 : 0;
    int last = page.parts().stream().mapToInt(CopiedPart::partNumber).max().orElse(marker);
    int next = page.nextMarker().filter(given -> given > marker).orElse(last);
    return next > marker && pagesWithoutPart < KeyWalk.MOST_WITHOUT_KEY
        ? after(next)
        : CompletableFuture.failedStage(
            new StoreException(
                StoreFault.found(
                    StoreFault.Kind.UNSUPPORTED,
                    operation,
                    upload.destination(),
                    "the server says that more parts follow after part "
                        + marker
                        + ", but does not list them; larger parts would make one page")));
  }
}
