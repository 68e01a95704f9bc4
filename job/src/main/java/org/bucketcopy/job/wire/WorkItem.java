package org.bucketcopy.job.wire;

import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;

/** One request that an executor shall make. */
public sealed interface WorkItem {
  /** Names this work within the run. Work that is given out again keeps its id. */
  long id();

  /** The bucket whose store makes the copy: the destination's. */
  Bucket bucket();

  /** Copy a whole object by one call. */
  record ObjectWork(long id, ObjectCopy copy) implements WorkItem {
    @Override
    public Bucket bucket() {
      return copy.destination().bucket();
    }
  }

  /** Copy one range into one part. */
  record PartWork(long id, PartCopy copy) implements WorkItem {
    @Override
    public Bucket bucket() {
      return copy.upload().destination().bucket();
    }
  }
}
