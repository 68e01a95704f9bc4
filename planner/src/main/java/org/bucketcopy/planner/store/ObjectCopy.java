package org.bucketcopy.planner.store;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectMetadata;

/**
 * A copy of a whole object by one call.
 *
 * @param source what to copy
 * @param destination where to
 * @param storageClass the class to give it, since no store carries it over; empty for the default
 * @param rule what to do if the destination exists
 * @param directives what it gets in place of what its source has
 */
public record ObjectCopy(
    CopySource source,
    ObjectLocation destination,
    Optional<String> storageClass,
    DestinationRule rule,
    CopyDirectives directives) {
  /** A copy with the metadata and the tags of its source. */
  public ObjectCopy(
      CopySource source,
      ObjectLocation destination,
      Optional<String> storageClass,
      DestinationRule rule) {
    this(source, destination, storageClass, rule, CopyDirectives.COPY);
  }

  /** The same without a word to the store of the source's ETag. */
  ObjectCopy unconditional() {
    return new ObjectCopy(source.unconditional(), destination, storageClass, rule, directives);
  }

  /** The same with just these tags. */
  public ObjectCopy withTags(Map<String, String> tags) {
    return with(new CopyDirectives(metadata(), Optional.of(tags)));
  }

  /** The same with the tags of its source. */
  public ObjectCopy withTagsOfSource() {
    return with(new CopyDirectives(metadata(), Optional.empty()));
  }

  /** The same with the content headers and the user metadata of {@code given}. */
  public ObjectCopy withMetadata(ObjectMetadata given) {
    return with(new CopyDirectives(Optional.of(given), tags()));
  }

  private ObjectCopy with(CopyDirectives others) {
    return new ObjectCopy(source, destination, storageClass, rule, others);
  }

  /** Content headers and user metadata in place of those of its source. */
  public Optional<ObjectMetadata> metadata() {
    return directives.metadata();
  }

  /** Tags in place of those of its source. */
  public Optional<Map<String, String>> tags() {
    return directives.tags();
  }
}
