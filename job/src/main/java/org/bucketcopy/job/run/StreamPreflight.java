package org.bucketcopy.job.run;

import java.util.Optional;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.plan.CopyPlanner;
import org.bucketcopy.planner.plan.IfExists;
import org.bucketcopy.planner.plan.Refused;
import org.bucketcopy.planner.plan.StreamLayout;
import org.bucketcopy.planner.store.Answers;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreFault.Kind;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * What has to be known before anything is read of a stream, which cannot be read again. It needs no
 * right but those of the upload: to list the destination is none of them.
 *
 * @param settings what shall become of the stream
 * @param destination the store that gets the object
 */
record StreamPreflight(StreamSettings settings, ObjectStore destination) {
  /** A part is filled while others are sent, so that a small heap sends some side by side too. */
  private static final int FEWEST_PARTS_KEPT = 4;

  /**
   * How the stream is cut: so that four parts fit into memory.
   *
   * @throws RefusedException if there is too little for the store's smallest part
   */
  StreamLayout layout() throws RefusedException {
    long wanted = settings.transfer().plan().partSize();
    long mostHeld = settings.memory() / FEWEST_PARTS_KEPT;
    StreamLayout layout;
    try {
      layout = StreamLayout.of(wanted, mostHeld, destination.profile().limits());
    } catch (IllegalArgumentException tooLittle) {
      throw new RefusedException(
          "the driver has too little memory (--driver-memory): " + tooLittle.getMessage());
    }
    if (wanted > layout.largestPart()) {
      TransferJob.warn(
          String.format(
              "parts have at most %d bytes, since %d of them are kept in half of the driver's"
                  + " memory, and the stream may have at most %d: --driver-memory makes both"
                  + " larger",
              layout.largestPart(), FEWEST_PARTS_KEPT, layout.capacity()));
    }
    return layout;
  }

  /**
   * Finds out whether the upload can be made, and warns of what the user has to know although it
   * can.
   *
   * @throws RefusedException if it cannot
   * @throws InterruptedException if the caller is to stop
   */
  void check() throws RefusedException, InterruptedException {
    CopyPlanner planner = new CopyPlanner(destination.profile(), settings.transfer().plan());
    if (planner.plan(settings.empty()) instanceof Refused refused) {
      throw new RefusedException(refused.fault().toString());
    }
    BucketLook look = new BucketLook(destination);
    Bucket bucket = settings.object().bucket();
    look.requireTags(bucket, settings.metadata());
    look.uploadMayReplace(bucket, settings.rules().ifExists()).ifPresent(TransferJob::warn);
  }

  /**
   * The object that is there and must not be replaced, if there is one.
   *
   * @throws RefusedException if it cannot be looked at
   * @throws InterruptedException if the caller is to stop
   */
  Optional<StoreFault> exists() throws RefusedException, InterruptedException {
    if (settings.rules().ifExists() != IfExists.FAIL) {
      return Optional.empty();
    }
    ObjectLocation object = settings.object();
    try {
      Answers.await(destination.head(object, Optional.empty()), StoreOperation.HEAD_OBJECT, object);
    } catch (StoreException e) {
      if (e.fault().kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw new RefusedException(e.fault().toString());
    }
    return Optional.of(
        StoreFault.found(
            Kind.ALREADY_EXISTS, StoreOperation.PUT_OBJECT, object, "the object exists already"));
  }
}
