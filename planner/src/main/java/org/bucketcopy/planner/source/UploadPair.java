package org.bucketcopy.planner.source;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * A file and where it goes.
 *
 * @param source the file
 * @param destination where it goes
 * @param existing what is there already, as a listing or a HEAD of the destination shows it
 */
public record UploadPair(
    SourceFile source, ObjectLocation destination, Optional<ListedObject> existing)
    implements TransferPair {
  public UploadPair {
    checkArgument(
        existing.isEmpty() || existing.get().key().equals(destination.key()),
        "%s is not at %s",
        existing,
        destination);
  }
}
