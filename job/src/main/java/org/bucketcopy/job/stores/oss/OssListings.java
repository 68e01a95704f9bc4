package org.bucketcopy.job.stores.oss;

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
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.CopiedPart;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.OpenUploads;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;

/** What OSS answers in pages. Keys are asked for percent-encoded: XML cannot hold them all. */
final class OssListings {
  /** OSS has both versions of ListObjects. */
  private static final ImmutableList<Dialect> DIALECTS =
      ImmutableList.of(Dialect.START_AFTER, Dialect.MARKER, Dialect.CONTINUATION);

  /** Most objects that ListObjectsV2 gives in one page (Javadoc of the SDK's request). */
  private static final String OBJECTS = "999";

  private static final String PARTS = "1000";
  private static final String UPLOADS = "1000";
  private static final String PART_MARKER = "part-number-marker";

  private final OssClient client;
  private final ObjectListing listing = new ObjectListing(DIALECTS, this::objects);

  OssListings(OssClient client) {
    this.client = client;
  }

  CompletionStage<ListingPage> objects(ObjectPrefix prefix, Optional<String> startAfter) {
    return listing.page(prefix, startAfter);
  }

  private CompletionStage<ObjectPage> objects(PageRequest request) {
    OssCall call =
        encoded(StoreOperation.LIST_OBJECTS, request.prefix().bucket())
            .withParameter("max-keys", OBJECTS)
            .withParameter("prefix", request.prefix().prefix());
    OssCall asked =
        request.dialect() == Dialect.MARKER
            ? call.withParameter("marker", request.after())
            : call.withParameter("list-type", "2")
                .withParameter("start-after", request.after())
                .withParameter("continuation-token", request.token());
    return client.send(asked, answer -> XmlPages.objects(answer.text()));
  }

  /** The parts of an upload by ascending number; the listing counts as {@code operation}. */
  CompletionStage<List<CopiedPart>> parts(StoreOperation operation, UploadHandle upload) {
    OssCall first = parts(operation, upload, PARTS);
    return new PartListing(
            operation,
            upload,
            marker ->
                parts(
                    marker == 0
                        ? first
                        : first.withParameter(PART_MARKER, Integer.toString(marker))))
        .all();
  }

  /** One part of an upload, if it is there. */
  CompletionStage<Optional<CopiedPart>> part(UploadHandle upload, int partNumber) {
    OssCall call =
        parts(StoreOperation.COPY_PART, upload, "1")
            .withParameter(PART_MARKER, Integer.toString(partNumber - 1));
    return parts(call)
        .thenApply(
            page ->
                page.parts().stream().filter(part -> part.partNumber() == partNumber).findFirst());
  }

  private static OssCall parts(StoreOperation operation, UploadHandle upload, String most) {
    return OssCall.on(operation, "GET", upload.destination())
        .withParameter("uploadId", upload.uploadId())
        .withParameter("max-parts", most);
  }

  private CompletionStage<PartPage> parts(OssCall call) {
    return client.send(call, answer -> XmlPages.parts(answer.text()));
  }

  /** All unfinished uploads of keys with a prefix. */
  CompletionStage<OpenUploads> uploads(ObjectPrefix prefix) {
    OssCall first =
        encoded(StoreOperation.LIST_UPLOADS, prefix.bucket())
            .withParameter("uploads", "")
            .withParameter("max-uploads", UPLOADS)
            .withParameter("prefix", prefix.prefix());
    return new UploadListing(
            prefix,
            marker ->
                client.send(
                    first
                        .withParameter("key-marker", marker.map(UploadPage.Marker::key))
                        .withParameter(
                            "upload-id-marker", marker.flatMap(UploadPage.Marker::uploadId)),
                    answer -> XmlPages.uploads(answer.text())))
        .all();
  }

  private static OssCall encoded(StoreOperation operation, Bucket bucket) {
    return OssCall.on(operation, "GET", bucket).withParameter("encoding-type", "url");
  }
}
