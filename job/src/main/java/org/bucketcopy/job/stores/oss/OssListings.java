package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.utils.HttpUtils;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ListedObject;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.CopiedPart;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;

/** What OSS answers in pages. Keys are asked for percent-encoded: XML cannot hold them all. */
final class OssListings {
  /** Most objects that ListObjectsV2 gives in one page (Javadoc of the SDK's request). */
  private static final String OBJECTS = "999";

  private static final String PARTS = "1000";
  private static final String UPLOADS = "1000";

  private final OssClient client;

  OssListings(OssClient client) {
    this.client = client;
  }

  CompletionStage<ListingPage> objects(ObjectPrefix prefix, Optional<String> startAfter) {
    OssCall call =
        encoded(StoreOperation.LIST_OBJECTS, prefix.bucket())
            .withParameter("list-type", "2")
            .withParameter("max-keys", OBJECTS)
            .withParameter("prefix", prefix.prefix())
            .withParameter("start-after", startAfter);
    return client.send(
        call,
        answer -> {
          OssXml page = answer.document("ListBucketResult");
          return new ListingPage(
              page.children("Contents").stream().map(OssListings::listed).toList(),
              truncated(page));
        });
  }

  /** The parts of an upload by ascending number; the listing counts as {@code operation}. */
  CompletionStage<List<CopiedPart>> parts(StoreOperation operation, UploadHandle upload) {
    OssCall first =
        OssCall.on(operation, "GET", upload.destination())
            .withParameter("uploadId", upload.uploadId())
            .withParameter("max-parts", PARTS);
    return all(ImmutableList.of(), first, OssListings::partsPage);
  }

  /** One part of an upload, if it is there. */
  CompletionStage<Optional<CopiedPart>> part(UploadHandle upload, int partNumber) {
    OssCall call =
        OssCall.on(StoreOperation.COPY_PART, "GET", upload.destination())
            .withParameter("uploadId", upload.uploadId())
            .withParameter("max-parts", "1")
            .withParameter("part-number-marker", Integer.toString(partNumber - 1));
    return client.send(
        call,
        answer ->
            partsPage(call, answer).items().stream()
                .filter(part -> part.partNumber() == partNumber)
                .findFirst());
  }

  /** All unfinished uploads of keys with a prefix. */
  CompletionStage<List<OpenUpload>> uploads(ObjectPrefix prefix) {
    OssCall first =
        encoded(StoreOperation.LIST_UPLOADS, prefix.bucket())
            .withParameter("uploads", "")
            .withParameter("max-uploads", UPLOADS)
            .withParameter("prefix", prefix.prefix());
    return all(ImmutableList.of(), first, OssListings::uploadsPage);
  }

  private <T> CompletionStage<List<T>> all(
      List<T> before, OssCall call, BiFunction<OssCall, OssAnswer, Page<T>> reading) {
    return client
        .send(call, answer -> reading.apply(call, answer))
        .thenCompose(
            page -> {
              List<T> items =
                  ImmutableList.<T>builder().addAll(before).addAll(page.items()).build();
              return page.next()
                  .map(next -> all(items, next, reading))
                  .orElseGet(() -> CompletableFuture.completedFuture(items));
            });
  }

  private static Page<CopiedPart> partsPage(OssCall call, OssAnswer answer) {
    OssXml page = answer.document("ListPartsResult");
    List<CopiedPart> parts =
        page.children("Part").stream()
            .map(
                part ->
                    new CopiedPart(
                        Integer.parseInt(part.required("PartNumber")),
                        ETag.of(part.required("ETag")),
                        Long.parseLong(part.required("Size"))))
            .toList();
    return truncated(page)
        ? new Page<>(
            parts,
            Optional.of(
                call.withParameter("part-number-marker", page.required("NextPartNumberMarker"))))
        : new Page<>(parts, Optional.empty());
  }

  private static Page<OpenUpload> uploadsPage(OssCall call, OssAnswer answer) {
    OssXml page = answer.document("ListMultipartUploadsResult");
    List<OpenUpload> uploads =
        page.children("Upload").stream().map(upload -> upload(call.bucket(), upload)).toList();
    return truncated(page)
        ? new Page<>(
            uploads,
            Optional.of(
                call.withParameter("key-marker", decoded(page, "NextKeyMarker"))
                    .withParameter("upload-id-marker", page.required("NextUploadIdMarker"))))
        : new Page<>(uploads, Optional.empty());
  }

  private static OpenUpload upload(Bucket bucket, OssXml upload) {
    return new OpenUpload(
        new UploadHandle(bucket.object(decoded(upload, "Key")), upload.required("UploadId")),
        Instant.parse(upload.required("Initiated")).toEpochMilli());
  }

  private static ListedObject listed(OssXml object) {
    return new ListedObject(
        decoded(object, "Key"),
        new ObjectIdentity(
            ETag.of(object.required("ETag")),
            Optional.empty(),
            Long.parseLong(object.required("Size")),
            Instant.parse(object.required("LastModified")).toEpochMilli()),
        object.text("StorageClass"));
  }

  private static OssCall encoded(StoreOperation operation, Bucket bucket) {
    return OssCall.on(operation, "GET", bucket).withParameter("encoding-type", "url");
  }

  private static String decoded(OssXml element, String name) {
    return HttpUtils.urlDecode(element.required(name));
  }

  private static boolean truncated(OssXml page) {
    return Boolean.parseBoolean(page.required("IsTruncated"));
  }

  /**
   * Some of the items.
   *
   * @param next asks for those that follow; empty if none do
   */
  private record Page<T>(List<T> items, Optional<OssCall> next) {}
}
