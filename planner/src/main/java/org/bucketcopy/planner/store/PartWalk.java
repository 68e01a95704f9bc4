package org.bucketcopy.planner.store;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/** All parts of one upload, page after page. For one call. */
public final class PartWalk {
  private static final int MAX_WITHOUT_PART = 1000;

  private final StoreOperation operation;
  private final UploadHandle upload;
  private final IntFunction<CompletionStage<PartsPage>> pages;
  private final SortedMap<Integer, UploadedPart> found = new TreeMap<>();
  private int pagesWithoutPart;

  /**
   * @param operation what the walk is for
   * @param pages asks for the parts whose numbers come after a given one
   */
  public PartWalk(
      StoreOperation operation,
      UploadHandle upload,
      IntFunction<CompletionStage<PartsPage>> pages) {
    this.operation = operation;
    this.upload = upload;
    this.pages = pages;
  }

  /**
   * The parts by ascending number. {@link StoreFault.Kind#UNSUPPORTED} if the server does not
   * advance from page to page.
   */
  public CompletionStage<List<UploadedPart>> all() {
    return after(0);
  }

  private CompletionStage<List<UploadedPart>> after(int marker) {
    return pages.apply(marker).thenCompose(page -> take(marker, page));
  }

  private CompletionStage<List<UploadedPart>> take(int marker, PartsPage page) {
    page.parts().forEach(part -> found.put(part.partNumber(), part));
    if (page.next().isEmpty()) {
      return CompletableFuture.completedStage(ImmutableList.copyOf(found.values()));
    }
    pagesWithoutPart = page.parts().isEmpty() ? pagesWithoutPart + 1 : 0;
    int next = page.next().orElseThrow();
    return next > marker && pagesWithoutPart < MAX_WITHOUT_PART
        ? after(next)
        : CompletableFuture.failedStage(doesNotGoOn(operation, upload, marker));
  }

  /** The server does not list what it says that follows. */
  public static StoreException doesNotGoOn(
      StoreOperation operation, UploadHandle upload, int marker) {
    return new StoreException(
        StoreFault.found(
            StoreFault.Kind.UNSUPPORTED,
            operation,
            upload.destination(),
            "the server says that more parts follow after part "
                + marker
                + ", but does not list them; larger parts would make one page"));
  }
}
