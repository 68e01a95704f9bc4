package org.bucketcopy.planner.source;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * An object and where it goes.
 *
 * @param source the object
 * @param destination where it goes
 * @param existing what is there already, as a listing or a HEAD of the destination shows it
 */
public record CopyPair(
    SourceObject source, ObjectLocation destination, Optional<ListedObject> existing)
    implements TransferPair {
  public CopyPair {
    checkArgument(
        existing.isEmpty() || existing.get().key().equals(destination.key()),
        "%s is not at %s",
        existing,
        destination);
  }

  /** The same from a source in another storage class; empty for the default one. */
  public CopyPair inClass(Optional<String> other) {
    return new CopyPair(source.inClass(other), destination, existing);
  }

  /** The storage class that the copy has to be given; empty if it is the default one. */
  public Optional<String> storageClass() {
    return source.storageClass().filter(name -> !Ascii.equalsIgnoreCase(name, "standard"));
  }
}
