package org.bucketcopy.job.copy;

import java.util.List;
import java.util.Optional;
import org.bucketcopy.job.run.BucketLook;
import org.bucketcopy.job.run.ObjectLook;
import org.bucketcopy.job.run.RefusedException;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.source.KeyMapping;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * The first page of each side of a copy. Those of a single object have this object and what is at
 * its destination, and are no listings.
 *
 * @param mapping what is copied, and where to
 * @param source the store of the source
 * @param destination the store of the destination
 */
record FirstPages(KeyMapping mapping, ObjectStore source, ObjectStore destination) {
  /**
   * That of the source.
   *
   * @throws RefusedException if it cannot be listed, or the object is not there
   */
  ListingPage ofSource() throws RefusedException, InterruptedException {
    Optional<ObjectLocation> object = mapping.object();
    return object.isPresent()
        ? page(Optional.of(new ObjectLook(source).source(object.orElseThrow())))
        : new BucketLook(source).list(mapping.source());
  }

  /**
   * That of the destination.
   *
   * @throws RefusedException if it cannot be listed, or the object there cannot be looked at
   */
  ListingPage ofDestination() throws RefusedException, InterruptedException {
    Optional<ObjectLocation> object = mapping.object();
    return object.isPresent()
        ? page(
            new ObjectLook(destination).existing(mapping.destinationOf(object.orElseThrow().key())))
        : new BucketLook(destination).list(mapping.destination());
  }

  private static ListingPage page(Optional<ListedObject> object) {
    return new ListingPage(object.stream().toList(), List.of(), Optional.empty());
  }
}
