package org.bucketcopy.planner.plan;

import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.source.SourceFile;

/**
 * What the user wants where a file could be uploaded in more than one way.
 *
 * @param ifExists what to do with objects that are already there
 * @param attributes what objects shall carry
 */
public record UploadRules(IfExists ifExists, Attributes attributes) {
  /** What an object shall carry, tags included, by the file that it is made of. */
  public interface Attributes {
    /** What the object of {@code file} shall carry. */
    ObjectMetadata of(SourceFile file);
  }

  /** What the object of {@code file} shall carry, tags included. */
  public ObjectMetadata metadata(SourceFile file) {
    return attributes.of(file);
  }
}
