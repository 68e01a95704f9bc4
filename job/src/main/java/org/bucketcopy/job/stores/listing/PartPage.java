package org.bucketcopy.job.stores.listing;

import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.util.List;
import java.util.Optional;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.store.CopiedPart;

/**
 * A page of the parts of an upload as a store gave it.
 *
 * @param parts in the store's order
 * @param truncated whether more follow
 * @param nextMarker the part number after which they do, if the store says so
 */
public record PartPage(List<CopiedPart> parts, boolean truncated, Optional<Integer> nextMarker) {

  /**
   * What a store wrote of one part.
   *
   * @throws IllegalArgumentException if anything is missing or cannot be read: a list of parts that
   *     leaves one out would be wrong
   */
  public static CopiedPart part(
      Optional<String> number, Optional<String> etag, Optional<String> size) {
    return new CopiedPart(
        number
            .map(Ints::tryParse)
            .filter(value -> value >= 1)
            .orElseThrow(() -> flawed(number, "a number", number)),
        ETag.parse(etag).orElseThrow(() -> flawed(number, "an ETag", etag)),
        size.map(Longs::tryParse)
            .filter(value -> value >= 0)
            .orElseThrow(() -> flawed(number, "a size", size)));
  }

  private static IllegalArgumentException flawed(
      Optional<String> number, String what, Optional<String> written) {
    return new IllegalArgumentException(
        "of part " + number.orElse("") + ", " + ListedEntry.without(what, written));
  }
}
