package org.bucketcopy.job.stores.s3;

import java.util.concurrent.CompletableFuture;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.s3.direct.CopyAnswer;
import org.bucketcopy.job.stores.s3.direct.ListingRequest;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;

/** The calls that a run makes once for each object, part or page. Fail as the SDK does. */
interface FrequentCalls {
  CompletableFuture<CopyAnswer> copyObject(ObjectCopy copy);

  CompletableFuture<CopyAnswer> copyPart(PartCopy copy);

  CompletableFuture<ObjectPage> list(ListingRequest request);
}
