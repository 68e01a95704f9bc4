package org.bucketcopy.job.stores.oss;

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
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.PartsPage;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.store.UploadsPage;

/** What OSS answers in pages. Keys are asked for percent-encoded: XML cannot hold them all. */
final class OssListings {
  /** OSS has both versions of ListObjects. */
  private static final ImmutableList<Dialect> DIALECTS =
      ImmutableList.of(Dialect.START_AFTER, Dialect.MARKER, Dialect.CONTINUATION);

  /**
   * Maximum number of objects that ListObjectsV2 gives in one page (Javadoc of the SDK's request).
   */
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

  /** One page of the parts of an upload. */
  CompletionStage<PartsPage> parts(UploadHandle upload, int marker) {
    OssCall first = parts(upload, PARTS);
    return parts(marker == 0 ? first : first.withParameter(PART_MARKER, Integer.toString(marker)))
        .thenApply(page -> page.after(marker, StoreOperation.LIST_PARTS, upload));
  }

  /** One part of an upload, if it is there. */
  CompletionStage<Optional<UploadedPart>> part(UploadHandle upload, int partNumber) {
    OssCall call = parts(upload, "1").withParameter(PART_MARKER, Integer.toString(partNumber - 1));
    return parts(call)
        .thenApply(
            page ->
                page.parts().stream().filter(part -> part.partNumber() == partNumber).findFirst());
  }

  private static OssCall parts(UploadHandle upload, String most) {
    return OssCall.on(StoreOperation.LIST_PARTS, "GET", upload.destination())
        .withParameter("uploadId", upload.uploadId())
        .withParameter("encoding-type", "url")
        .withParameter("max-parts", most);
  }

  private CompletionStage<PartPage> parts(OssCall call) {
    return client.send(call, answer -> XmlPages.parts(answer.text()));
  }

  /** One page of the open uploads of keys with a prefix. */
  CompletionStage<UploadsPage> uploads(ObjectPrefix prefix, Optional<UploadMarker> after) {
    OssCall call =
        encoded(StoreOperation.LIST_UPLOADS, prefix.bucket())
            .withParameter("uploads", "")
            .withParameter("max-uploads", UPLOADS)
            .withParameter("prefix", prefix.prefix())
            .withParameter("key-marker", after.map(UploadMarker::key))
            .withParameter("upload-id-marker", after.flatMap(UploadMarker::uploadId));
    return client.send(
        call,
        answer ->
            XmlPages.uploads(answer.text())
                .under(prefix, after, HttpDate.parse(answer.header("Date"))));
  }

  private static OssCall encoded(StoreOperation operation, Bucket bucket) {
    return OssCall.on(operation, "GET", bucket).withParameter("encoding-type", "url");
  }
}
