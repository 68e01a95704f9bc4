package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import java.util.Optional;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * An object and where it goes.
 *
 * @param source where it is
 * @param listed what the listing of the source says of it
 * @param destination where it goes
 * @param existing what is there already, as a listing or a HEAD of the destination shows it
 */
public record CopyPair(
    ObjectLocation source,
    ListedObject listed,
    ObjectLocation destination,
    Optional<ListedObject> existing)
    implements SourceEntry {
  public CopyPair {
    checkArgument(
        source.key().equals(listed.key()), "%s is not the listed object %s", source, listed.key());
    if (existing.isPresent()) {
      String key = existing.get().key();
      checkArgument(destination.key().equals(key), "%s is not %s", destination, key);
    }
  }

  /** The storage class that the copy has to be given; empty if it is the default one. */
  public Optional<String> storageClass() {
    return listed.storageClass().filter(name -> !Ascii.equalsIgnoreCase(name, "standard"));
  }
}
