package org.bucketcopy.job.stores.s3;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;

/** The calls that a run makes once for each object, part or page. Fail as the SDK does. */
interface FrequentCalls {
  /**
   * What S3 says of an object or a part that it made.
   *
   * @param etag as it is written in the answer
   * @param versionId the version that was made
   */
  record CopyAnswer(Optional<String> etag, Optional<String> versionId) {}

  /**
   * Asks for a page of a listing.
   *
   * @param prefix of the keys
   * @param startAfter the key after which the listing starts
   * @param pageSize most objects on the page
   * @param continuation the token of the page before
   */
  record ListingRequest(
      ObjectPrefix prefix,
      Optional<String> startAfter,
      Optional<Integer> pageSize,
      Optional<String> continuation) {
    ListingRequest continued(String token) {
      return new ListingRequest(prefix, startAfter, pageSize, Optional.of(token));
    }
  }

  /**
   * A page of a listing.
   *
   * @param truncated whether more follow, if it says so
   * @param continuation the token of the next page
   */
  record ListingAnswer(
      List<ListedEntry> entries, Optional<Boolean> truncated, Optional<String> continuation) {}

  CompletableFuture<CopyAnswer> copyObject(ObjectCopy copy);

  CompletableFuture<CopyAnswer> copyPart(PartCopy copy);

  CompletableFuture<ListingAnswer> list(ListingRequest request);
}
