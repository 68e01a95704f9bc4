package org.bucketcopy.job.stores.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.stores.s3.FrequentCalls.ListingAnswer;
import org.bucketcopy.job.stores.s3.FrequentCalls.ListingRequest;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.CopiedPart;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.OpenUpload;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.UploadHandle;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * What S3 lists: objects, parts and unfinished uploads. A page that does not say whether more
 * follow is not a listing, however well it reads: an empty or foreign body would otherwise be an
 * empty bucket.
 */
final class S3Listings {
  /** What an encoder may leave behind. */
  private static final CharMatcher ENCODED =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("%/-_.~!$'()*|"));

  private final S3AsyncClient client;
  private final FrequentCalls calls;
  private final Optional<Integer> pageSize;

  /**
   * @param pageSize most objects to ask for on one page; empty for as many as the store gives
   */
  S3Listings(S3AsyncClient client, FrequentCalls calls, Optional<Integer> pageSize) {
    this.client = client;
    this.calls = calls;
    this.pageSize = pageSize;
  }

  CompletionStage<ListingPage> objects(ObjectPrefix prefix, Optional<String> startAfter) {
    return objects(
        S3Call.of(StoreOperation.LIST_OBJECTS, prefix),
        new ListingRequest(prefix, startAfter, pageSize, Optional.empty()));
  }

  private CompletionStage<ListingPage> objects(S3Call call, ListingRequest request) {
    return call.make(() -> calls.list(request))
        .thenCompose(
            page -> {
              boolean more = saysMore(call, page.truncated());
              return more && page.entries().isEmpty()
                  ? objects(call, request.continued(token(call, page)))
                  : CompletableFuture.completedStage(page(call, page, more));
            });
  }

  private static String token(S3Call call, ListingAnswer page) {
    return page.continuation()
        .orElseThrow(() -> call.found(StoreFault.Kind.UNKNOWN, "more follows, but not where"));
  }

  private static ListingPage page(S3Call call, ListingAnswer page, boolean more) {
    return new ListingPage(page.entries().stream().map(entry -> entry.listed(call)).toList(), more);
  }

  CompletionStage<List<CopiedPart>> parts(UploadHandle upload) {
    ListPartsRequest request =
        ListPartsRequest.builder()
            .bucket(upload.destination().bucket().name())
            .key(upload.destination().key())
            .uploadId(upload.uploadId())
            .build();
    S3Call call = S3Call.of(StoreOperation.LIST_PARTS, upload.destination());
    return parts(call, request, new ArrayList<>());
  }

  private CompletionStage<List<CopiedPart>> parts(
      S3Call call, ListPartsRequest request, List<CopiedPart> found) {
    return call.make(() -> client.listParts(request))
        .thenCompose(
            page -> {
              page.parts().forEach(part -> found.add(part(call, part)));
              return saysMore(call, Optional.ofNullable(page.isTruncated()))
                  ? parts(call, following(call, request, page), found)
                  : CompletableFuture.completedStage(found);
            });
  }

  private static ListPartsRequest following(
      S3Call call, ListPartsRequest request, ListPartsResponse page) {
    if (page.nextPartNumberMarker() == null
        || page.nextPartNumberMarker().equals(request.partNumberMarker())) {
      throw call.found(StoreFault.Kind.UNKNOWN, "more parts follow, but not where");
    }
    return request.toBuilder().partNumberMarker(page.nextPartNumberMarker()).build();
  }

  private static CopiedPart part(S3Call call, Part part) {
    return new CopiedPart(
        part.partNumber(), call.proof(Optional.ofNullable(part.eTag())), part.size());
  }

  CompletionStage<List<OpenUpload>> uploads(ObjectPrefix prefix) {
    ListMultipartUploadsRequest request =
        ListMultipartUploadsRequest.builder()
            .bucket(prefix.bucket().name())
            .prefix(prefix.prefix())
            .encodingType(EncodingType.URL)
            .build();
    return uploads(
        S3Call.of(StoreOperation.LIST_UPLOADS, prefix), prefix, request, new ArrayList<>());
  }

  private CompletionStage<List<OpenUpload>> uploads(
      S3Call call,
      ObjectPrefix prefix,
      ListMultipartUploadsRequest request,
      List<OpenUpload> found) {
    return call.make(() -> client.listMultipartUploads(request))
        .thenCompose(
            page -> {
              boolean decoded = page.encodingType() == EncodingType.URL;
              page.uploads().stream()
                  .map(upload -> decoded ? upload : decoded(upload))
                  .filter(upload -> upload.key().startsWith(prefix.prefix()))
                  .forEach(upload -> found.add(upload(prefix.bucket(), upload)));
              return saysMore(call, Optional.ofNullable(page.isTruncated()))
                  ? uploads(call, prefix, following(call, request, page), found)
                  : CompletableFuture.completedStage(found);
            });
  }

  private static ListMultipartUploadsRequest following(
      S3Call call, ListMultipartUploadsRequest request, ListMultipartUploadsResponse page) {
    ListMultipartUploadsRequest next =
        request.toBuilder()
            .keyMarker(page.nextKeyMarker())
            .uploadIdMarker(page.nextUploadIdMarker())
            .build();
    if (next.equals(request)) {
      throw call.found(StoreFault.Kind.UNKNOWN, "more uploads follow, but not where");
    }
    return next;
  }

  /**
   * Ceph RGW encodes the keys as it was asked to, but does not say so, which keeps the SDK from
   * decoding them. A key that an encoder would have changed was not encoded.
   */
  private static MultipartUpload decoded(MultipartUpload upload) {
    if (!ENCODED.matchesAllOf(upload.key())) {
      return upload;
    }
    try {
      return upload.toBuilder().key(URLDecoder.decode(upload.key(), UTF_8)).build();
    } catch (IllegalArgumentException loosePercent) {
      return upload;
    }
  }

  private static OpenUpload upload(Bucket bucket, MultipartUpload upload) {
    return new OpenUpload(
        new UploadHandle(bucket.object(upload.key()), upload.uploadId()),
        upload.initiated().toEpochMilli());
  }

  private static boolean saysMore(S3Call call, Optional<Boolean> truncated) {
    return truncated.orElseThrow(
        () -> call.found(StoreFault.Kind.UNKNOWN, "the answer is no listing"));
  }
}
