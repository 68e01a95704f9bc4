package org.bucketcopy.job.stores.listing;

import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.PartWalk;
import org.bucketcopy.planner.store.PartsPage;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * A page of the parts of an upload as a store gave it.
 *
 * @param parts in the store's order
 * @param truncated whether more follow
 * @param nextMarker the part number after which they do, if the store says so
 */
public record PartPage(List<UploadedPart> parts, boolean truncated, Optional<Integer> nextMarker) {

  /**
   * What a store wrote of one part.
   *
   * @throws IllegalArgumentException if anything is missing or cannot be read: a list of parts that
   *     leaves one out would be wrong
   */
  public static UploadedPart part(
      Optional<String> number, Optional<String> etag, Optional<String> size) {
    return new UploadedPart(
        number
            .map(Ints::tryParse)
            .filter(value -> value >= 1)
            .orElseThrow(() -> flawed(number, "a number", number)),
        ETag.parse(etag).orElseThrow(() -> flawed(number, "an ETag", etag)),
        size.map(Longs::tryParse)
            .filter(value -> value >= 0)
            .orElseThrow(() -> flawed(number, "a size", size)));
  }

  /**
   * The page as one that was asked for the parts after {@code marker}.
   *
   * @throws StoreException of {@link org.bucketcopy.planner.store.StoreFault.Kind#UNSUPPORTED} if
   *     more parts follow, and nothing says after which
   */
  public PartsPage after(int marker, StoreOperation operation, UploadHandle upload) {
    List<UploadedPart> sorted =
        parts.stream().sorted(Comparator.comparingInt(UploadedPart::partNumber)).toList();
    if (!truncated) {
      return new PartsPage(sorted, OptionalInt.empty());
    }
    int last = sorted.isEmpty() ? marker : sorted.get(sorted.size() - 1).partNumber();
    int next = nextMarker.filter(given -> given > marker).orElse(last);
    if (next <= marker) {
      throw PartWalk.doesNotGoOn(operation, upload, marker);
    }
    return new PartsPage(sorted, OptionalInt.of(next));
  }

  private static IllegalArgumentException flawed(
      Optional<String> number, String what, Optional<String> written) {
    return new IllegalArgumentException(
        "of part " + number.orElse("") + ", " + ListedEntry.without(what, written));
  }
}
