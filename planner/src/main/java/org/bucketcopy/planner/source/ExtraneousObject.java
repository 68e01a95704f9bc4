package org.bucketcopy.planner.source;

import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;

/**
 * An object that is only at the destination: nothing of the source goes there.
 *
 * @param bucket the destination's bucket
 * @param existing the object, as the listing of the destination shows it
 */
public record ExtraneousObject(Bucket bucket, ListedObject existing) implements Candidate {
  /** Where it is. */
  public ObjectLocation destination() {
    return bucket.object(existing.key());
  }
}
