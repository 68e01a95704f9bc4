package org.bucketcopy.job.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.hash.Hashing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * What a journal knows of objects at the destination that two listings do not show.
 *
 * @param copies marks ({@link #mark}) of whole objects that the run has copied and whose ETags are
 *     not those of their sources
 * @param distrusted ETags of wrong copies that could not be deleted, by where they are
 */
public record CopyNotes(Set<Long> copies, Map<ObjectLocation, ETag> distrusted) {
  /** Nothing is known. */
  public static final CopyNotes NONE = new CopyNotes(Set.of(), Map.of());

  public CopyNotes {
    copies = ImmutableSet.copyOf(copies);
    distrusted = ImmutableMap.copyOf(distrusted);
  }

  /** Eight bytes for an object with this ETag: there may be millions of them. */
  static long mark(ObjectLocation object, ETag etag) {
    String text = object.uri() + "\n" + Ascii.toLowerCase(etag.value());
    return Hashing.sha256().hashString(text, UTF_8).asLong();
  }

  /** Whether the run has copied the whole object that is at {@code object} with this ETag. */
  public boolean copied(ObjectLocation object, ETag etag) {
    return !copies.isEmpty() && copies.contains(mark(object, etag));
  }

  /** Whether what is at {@code object} with this ETag is a wrong copy. */
  public boolean distrusted(ObjectLocation object, ETag etag) {
    return Optional.ofNullable(distrusted.get(object)).filter(etag::equals).isPresent();
  }
}
