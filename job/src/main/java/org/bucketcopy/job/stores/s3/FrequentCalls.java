package org.bucketcopy.job.stores.s3;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bucketcopy.job.stores.AskedBytes;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.s3.direct.CopyAnswer;
import org.bucketcopy.job.stores.s3.direct.ListingRequest;
import org.bucketcopy.job.stores.s3.direct.SentAnswer;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartUpload;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The calls that a run makes once for each object, part or page. Fail as the SDK does. */
interface FrequentCalls {
  CompletableFuture<CopyAnswer> copyObject(ObjectCopy copy);

  CompletableFuture<CopyAnswer> copyPart(PartCopy copy);

  /**
   * Sends an object that is held.
   *
   * @param headers all that are sent with it
   * @param body of known length
   */
  CompletableFuture<SentAnswer> putObject(
      ObjectLocation destination, Map<String, String> headers, AsyncRequestBody body);

  /** The same with a body that is read while it is sent. */
  CompletableFuture<SentAnswer> putObject(
      ObjectLocation destination, Map<String, String> headers, SentBody body);

  CompletableFuture<SentAnswer> uploadPart(PartUpload part, SentBody body);

  /** Looks at an object, and asks for its checksums. */
  CompletableFuture<HeadObjectResponse> head(ObjectLocation object, Optional<String> versionId);

  /**
   * Reads bytes of one state of an object.
   *
   * @param call what faults of the stream are of
   */
  CompletableFuture<RangeAnswer.Opened> get(S3Call call, CopySource source, AskedBytes asked);

  CompletableFuture<ObjectPage> list(ListingRequest request);
}
