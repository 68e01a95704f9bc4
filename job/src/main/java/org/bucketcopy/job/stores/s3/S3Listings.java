package org.bucketcopy.job.stores.s3;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.stores.listing.Dialect;
import org.bucketcopy.job.stores.listing.HttpDate;
import org.bucketcopy.job.stores.listing.ObjectListing;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.listing.PageRequest;
import org.bucketcopy.job.stores.listing.PartPage;
import org.bucketcopy.job.stores.listing.XmlPages;
import org.bucketcopy.job.stores.s3.direct.ListingRequest;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.PartsPage;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadsPage;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;

/** What S3 lists: objects, parts and open uploads. */
final class S3Listings {
  private static final ImmutableList<Dialect> DIALECTS =
      ImmutableList.of(Dialect.START_AFTER, Dialect.MARKER, Dialect.CONTINUATION);

  private final S3AsyncClient client;
  private final FrequentCalls calls;
  private final Optional<Integer> pageSize;
  private final ObjectListing listing = new ObjectListing(DIALECTS, this::objects);

  /**
   * @param pageSize maximum number of objects to ask for on one page; empty for as many as the
   *     store gives
   */
  S3Listings(S3AsyncClient client, FrequentCalls calls, Optional<Integer> pageSize) {
    this.client = client;
    this.calls = calls;
    this.pageSize = pageSize;
  }

  CompletionStage<ListingPage> objects(ObjectPrefix prefix, Optional<String> startAfter) {
    return listing.page(prefix, startAfter);
  }

  private CompletionStage<ObjectPage> objects(PageRequest request) {
    return S3Call.of(StoreOperation.LIST_OBJECTS, request.prefix())
        .make(() -> calls.list(new ListingRequest(request, pageSize)));
  }

  CompletionStage<PartsPage> parts(UploadHandle upload, int marker) {
    S3Call call = S3Call.of(StoreOperation.LIST_PARTS, upload.destination());
    return parts(call, upload, marker)
        .thenApply(page -> page.after(marker, call.operation(), upload));
  }

  private CompletionStage<PartPage> parts(S3Call call, UploadHandle upload, int marker) {
    KeptBody.Kept kept = new KeptBody.Kept();
    ListPartsRequest.Builder request =
        ListPartsRequest.builder()
            .bucket(upload.destination().bucket().name())
            .key(upload.destination().key())
            .uploadId(upload.uploadId())
            .overrideConfiguration(kept.asked());
    if (marker > 0) {
      request.partNumberMarker(marker);
    }
    return call.make(
        () ->
            client
                .listParts(request.build())
                .thenApply(answered -> kept.answer().page(XmlPages::parts)));
  }

  CompletionStage<UploadsPage> uploads(ObjectPrefix prefix, Optional<UploadMarker> after) {
    KeptBody.Kept kept = new KeptBody.Kept();
    ListMultipartUploadsRequest.Builder request =
        ListMultipartUploadsRequest.builder()
            .bucket(prefix.bucket().name())
            .prefix(prefix.prefix())
            .encodingType(EncodingType.URL)
            .overrideConfiguration(kept.asked());
    after.map(UploadMarker::key).ifPresent(request::keyMarker);
    after.flatMap(UploadMarker::uploadId).ifPresent(request::uploadIdMarker);
    return S3Call.of(StoreOperation.LIST_UPLOADS, prefix)
        .make(
            () ->
                client
                    .listMultipartUploads(request.build())
                    .thenApply(answered -> kept.answer().page(XmlPages::uploads)))
        .thenApply(page -> page.under(prefix, after, HttpDate.parse(kept.answer().header("Date"))));
  }
}
