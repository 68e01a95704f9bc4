package org.bucketcopy.planner.source;

import java.util.Optional;
import org.bucketcopy.planner.model.FileState;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * A file.
 *
 * @param path where it is, with the scheme of its file system
 * @param state its length and time
 */
public record SourceFile(String path, FileState state) implements SourceEntry {
  @Override
  public String uri() {
    return path;
  }

  @Override
  public UploadPair to(ObjectLocation destination, Optional<ListedObject> existing) {
    return new UploadPair(this, destination, existing);
  }
}
