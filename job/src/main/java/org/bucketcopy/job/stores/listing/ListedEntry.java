package org.bucketcopy.job.stores.listing;

import com.google.common.base.Ascii;
import com.google.common.primitives.Longs;
import java.util.Optional;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.store.UnusableEntry;

/**
 * One entry of a page of objects.
 *
 * @param key its key
 * @param object the object; empty if the entry names none that can be copied
 * @param flaw why there is no object; empty text if there is one
 */
public record ListedEntry(ListedKey key, Optional<ListedObject> object, String flaw) {
  private static final int LONGEST_QUOTE = 40;

  /**
   * What a store wrote of one object. What is missing or cannot be read is not guessed.
   *
   * @param size in decimal digits
   * @param lastModified in ISO 8601
   */
  public static ListedEntry of(
      ListedKey key,
      Optional<String> etag,
      Optional<String> size,
      Optional<String> lastModified,
      Optional<String> storageClass) {
    if (key.flaw().isPresent()) {
      return flawed(key, key.flaw().get());
    }
    Optional<ETag> tag = ETag.parse(etag);
    if (tag.isEmpty()) {
      return flawed(key, "it is listed without an ETag");
    }
    Optional<Long> bytes = size.map(Longs::tryParse).filter(count -> count >= 0);
    if (bytes.isEmpty()) {
      return flawed(key, without("a size", size));
    }
    Optional<Long> millis = lastModified.flatMap(ListedTime::parse);
    if (millis.isEmpty()) {
      return flawed(key, without("the time it was written", lastModified));
    }
    ObjectIdentity identity =
        new ObjectIdentity(tag.get(), Optional.empty(), bytes.get(), millis.get());
    return new ListedEntry(
        key, Optional.of(new ListedObject(key.text(), identity, storageClass)), "");
  }

  /** {@code it is listed without WHAT}, with what was written in its place. */
  static String without(String what, Optional<String> written) {
    return "it is listed without "
        + what
        + written
            .filter(text -> !text.isEmpty())
            .map(text -> ", but with \"" + Ascii.truncate(text, LONGEST_QUOTE, "...") + '"')
            .orElse("");
  }

  private static ListedEntry flawed(ListedKey key, String flaw) {
    return new ListedEntry(key, Optional.empty(), flaw);
  }

  /** The key, if it is known. */
  Optional<String> name() {
    return key.flaw().isPresent() ? Optional.empty() : Optional.of(key.text());
  }

  /** What there is to say of an entry without an object. */
  UnusableEntry unusable() {
    return new UnusableEntry(key.text(), flaw);
  }
}
