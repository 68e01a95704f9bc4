package org.bucketcopy.planner.source;

import java.util.Optional;
import java.util.OptionalLong;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * An object that a manifest names.
 *
 * @param row where it names it, for messages
 * @param source where the object is
 * @param versionId which version is meant; empty for the latest
 * @param destination where it goes
 * @param wanted in which state it is to be copied
 */
public record NamedObject(
    String row,
    ObjectLocation source,
    Optional<String> versionId,
    ObjectLocation destination,
    State wanted)
    implements ManifestRow {
  /**
   * What a manifest knows of the state of an object.
   *
   * @param size its length in bytes; empty for any
   * @param etag its ETag; empty for any
   */
  public record State(OptionalLong size, Optional<ETag> etag) {
    /** Any state. */
    public static final State ANY = new State(OptionalLong.empty(), Optional.empty());

    /** How {@code found} is another state, half a sentence; empty if it is not. */
    public Optional<String> difference(ObjectIdentity found) {
      if (size.isPresent() && size.getAsLong() != found.size()) {
        return Optional.of(String.format("has %d bytes, not %d", found.size(), size.getAsLong()));
      }
      return etag.filter(wanted -> !wanted.equals(found.etag()))
          .map(wanted -> String.format("has the ETag %s, not %s", found.etag(), wanted));
    }
  }
}
