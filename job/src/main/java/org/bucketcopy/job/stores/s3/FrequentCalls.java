package org.bucketcopy.job.stores.s3;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.listing.PageRequest;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;

/** The calls that a run makes once for each object, part or page. Fail as the SDK does. */
interface FrequentCalls {
  /**
   * What S3 says of an object or a part that it made.
   *
   * @param etag as it is written in the answer
   * @param versionId the version that was made
   * @param dated whether the answer names when it was made, as only that to a copy does
   */
  record CopyAnswer(Optional<String> etag, Optional<String> versionId, boolean dated) {}

  /**
   * Asks for a page of a listing.
   *
   * @param page which
   * @param pageSize most objects on the page
   */
  record ListingRequest(PageRequest page, Optional<Integer> pageSize) {}

  CompletableFuture<CopyAnswer> copyObject(ObjectCopy copy);

  CompletableFuture<CopyAnswer> copyPart(PartCopy copy);

  CompletableFuture<ObjectPage> list(ListingRequest request);
}
