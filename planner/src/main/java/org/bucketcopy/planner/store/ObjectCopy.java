package org.bucketcopy.planner.store;

import java.util.Optional;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * A copy of a whole object by one call.
 *
 * @param source what to copy
 * @param destination where to
 * @param storageClass the class to give it, since no store carries it over; empty for the default
 * @param rule what to do if the destination exists
 * @param tagging which tags it gets
 */
public record ObjectCopy(
    CopySource source,
    ObjectLocation destination,
    Optional<String> storageClass,
    DestinationRule rule,
    TaggingDirective tagging) {
  /** A copy with the tags of its source. */
  public ObjectCopy(
      CopySource source,
      ObjectLocation destination,
      Optional<String> storageClass,
      DestinationRule rule) {
    this(source, destination, storageClass, rule, TaggingDirective.COPY);
  }

  /** The same without a word to the store of the source's ETag. */
  ObjectCopy unconditional() {
    return new ObjectCopy(source.unconditional(), destination, storageClass, rule, tagging);
  }

  /** The same with other tags. */
  public ObjectCopy with(TaggingDirective directive) {
    return new ObjectCopy(source, destination, storageClass, rule, directive);
  }
}
