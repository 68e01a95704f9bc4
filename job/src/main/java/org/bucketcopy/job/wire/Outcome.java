package org.bucketcopy.job.wire;

import org.bucketcopy.planner.store.CopiedObject;
import org.bucketcopy.planner.store.CopiedPart;
import org.bucketcopy.planner.store.StoreFault;

/** What became of a {@link WorkItem}. Failures are values: nothing is thrown across machines. */
public sealed interface Outcome {
  /** The id of the work. */
  long id();

  /** The object was copied. */
  record ObjectCopied(long id, CopiedObject object) implements Outcome {}

  /** The part was copied. */
  record PartCopied(long id, CopiedPart part) implements Outcome {}

  /** It failed for good: whatever may be retried was retried. */
  record Failed(long id, StoreFault fault) implements Outcome {}
}
