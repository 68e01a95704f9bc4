package org.bucketcopy.job.stores.s3;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.stores.listing.Dialect;
import org.bucketcopy.job.stores.listing.ObjectListing;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.listing.PageRequest;
import org.bucketcopy.job.stores.listing.PartListing;
import org.bucketcopy.job.stores.listing.PartPage;
import org.bucketcopy.job.stores.listing.UploadListing;
import org.bucketcopy.job.stores.listing.UploadPage;
import org.bucketcopy.job.stores.listing.XmlPages;
import org.bucketcopy.job.stores.s3.FrequentCalls.ListingRequest;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.CopiedPart;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;

/** What S3 lists: objects, parts and unfinished uploads. */
final class S3Listings {
  private static final ImmutableList<Dialect> DIALECTS =
      ImmutableList.of(Dialect.START_AFTER, Dialect.MARKER, Dialect.CONTINUATION);

  private final S3AsyncClient client;
  private final FrequentCalls calls;
  private final Optional<Integer> pageSize;
  private final ObjectListing listing = new ObjectListing(DIALECTS, this::objects);

  /**
   * @param pageSize most objects to ask for on one page; empty for as many as the store gives
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

  CompletionStage<List<CopiedPart>> parts(UploadHandle upload) {
    S3Call call = S3Call.of(StoreOperation.LIST_PARTS, upload.destination());
    return new PartListing(call.operation(), upload, marker -> parts(call, upload, marker)).all();
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

  CompletionStage<OpenUploads> uploads(ObjectPrefix prefix) {
    S3Call call = S3Call.of(StoreOperation.LIST_UPLOADS, prefix);
    return new UploadListing(prefix, marker -> uploads(call, prefix, marker)).all();
  }

  private CompletionStage<UploadPage> uploads(
      S3Call call, ObjectPrefix prefix, Optional<UploadPage.Marker> marker) {
    KeptBody.Kept kept = new KeptBody.Kept();
    ListMultipartUploadsRequest.Builder request =
        ListMultipartUploadsRequest.builder()
            .bucket(prefix.bucket().name())
            .prefix(prefix.prefix())
            .encodingType(EncodingType.URL)
            .overrideConfiguration(kept.asked());
    marker.map(UploadPage.Marker::key).ifPresent(request::keyMarker);
    marker.flatMap(UploadPage.Marker::uploadId).ifPresent(request::uploadIdMarker);
    return call.make(
        () ->
            client
                .listMultipartUploads(request.build())
                .thenApply(answered -> kept.answer().page(XmlPages::uploads)));
  }
}
