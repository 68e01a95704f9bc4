package org.bucketcopy.job.run;

import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.ListedInstead;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * The looks at a single object before a run. They need no right to list, where objects may be read.
 *
 * @param store the store of the object
 */
public record ObjectLook(ObjectStore store) {
  /**
   * An object that a run is for.
   *
   * @throws RefusedException if it is not there, as wrong usage if it is a folder, or if that
   *     cannot be found out
   */
  public ListedObject source(ObjectLocation object) throws RefusedException, InterruptedException {
    Optional<ListedObject> found = seen(object);
    if (found.isEmpty()) {
      ObjectPrefix below = new ObjectPrefix(object.bucket(), object.key() + "/");
      if (holdsAny(below)) {
        throw RefusedException.wrongUsage(
            String.format(
                "there is no object %s: for all objects under it, write %s", object, below));
      }
      throw new RefusedException("there is no object " + object);
    }
    return found.orElseThrow();
  }

  /**
   * What is at a destination; empty if nothing is.
   *
   * @throws RefusedException if its bucket is not there, or if that cannot be found out
   */
  public Optional<ListedObject> existing(ObjectLocation object)
      throws RefusedException, InterruptedException {
    Optional<ListedObject> found = seen(object);
    if (found.isEmpty()) {
      requireBucket(object.bucket());
    }
    return found;
  }

  private Optional<ListedObject> seen(ObjectLocation object)
      throws RefusedException, InterruptedException {
    try {
      return Answers.await(ListedInstead.object(store, object), StoreOperation.HEAD_OBJECT, object);
    } catch (StoreException e) {
      String right =
          BucketLook.lacksRight(e.fault())
              ? "the run needs the right to read " + object + ", or to list it: "
              : "";
      throw new RefusedException(right + e.fault());
    }
  }

  /** Who may not list is not told. */
  private boolean holdsAny(ObjectPrefix folder) throws RefusedException, InterruptedException {
    try {
      return !Answers.await(
              store.list(folder, Optional.empty()), StoreOperation.LIST_OBJECTS, folder)
          .objects()
          .isEmpty();
    } catch (StoreException e) {
      if (e.fault().kind() == StoreFault.Kind.DENIED) {
        return false;
      }
      throw new RefusedException(e.fault().toString());
    }
  }

  /** The answer to a HEAD does not say whether object or bucket is missing. */
  private void requireBucket(Bucket bucket) throws RefusedException, InterruptedException {
    try {
      Answers.await(store.bucket(bucket), StoreOperation.HEAD_BUCKET, bucket);
    } catch (StoreException e) {
      if (e.fault().kind() == StoreFault.Kind.NOT_FOUND) {
        throw new RefusedException(e.fault().toString());
      }
    }
  }
}
