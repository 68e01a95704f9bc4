package org.bucketcopy.job.stores.oss;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;

/** The life of a multipart upload. */
final class OssUploads {
  private static final String UPLOAD_ID = "uploadId";

  private final OssClient client;
  private final OssListings listings;
  private final Optional<OssCallback> callback;
  private final OssAccess access;

  OssUploads(
      OssClient client, OssListings listings, Optional<OssCallback> callback, OssAccess access) {
    this.client = client;
    this.listings = listings;
    this.callback = callback;
    this.access = access;
  }

  CompletionStage<UploadHandle> initiate(UploadRequest request) {
    ObjectLocation destination = request.destination();
    return OssRules.making(
        StoreOperation.INITIATE,
        destination,
        () ->
            client.send(
                OssCall.on(StoreOperation.INITIATE, "POST", destination)
                    .withParameter("uploads", "")
                    .withParameter("encoding-type", "url")
                    .withHeaders(OssHeaders.of(request.metadata()))
                    .withHeaders(access.encryption())
                    .withHeaders(OssRules.headers(request.rule())),
                answer ->
                    new UploadHandle(
                        destination, answer.textIn("InitiateMultipartUploadResult", "UploadId"))));
  }

  CompletionStage<UploadedPart> copyPart(PartCopy copy) {
    UploadHandle upload = copy.upload();
    OssCall call =
        ofPart(StoreOperation.COPY_PART, upload, copy.partNumber())
            .withHeaders(OssSource.headers(copy.source()))
            .withHeader("x-oss-copy-source-range", copy.range().header());
    return client.send(call, RangeProof::of).thenCompose(proof -> proven(copy, proof));
  }

  /** A request that makes a part. */
  static OssCall ofPart(StoreOperation operation, UploadHandle upload, int partNumber) {
    return OssCall.on(operation, "PUT", upload.destination())
        .withParameter("partNumber", Integer.toString(partNumber))
        .withParameter(UPLOAD_ID, upload.uploadId());
  }

  private CompletionStage<UploadedPart> proven(PartCopy copy, RangeProof proof) {
    if (proof.range().filter(range -> !range.equals(copy.range())).isPresent()) {
      return failed(copy, proof.range());
    }
    if (proof.range().isPresent() && proof.etag().isPresent()) {
      return CompletableFuture.completedFuture(
          new UploadedPart(copy.partNumber(), proof.etag().get(), copy.range().length()));
    }
    return listings
        .part(copy.upload(), copy.partNumber())
        .thenCompose(
            held ->
                held.filter(part -> part.size() == copy.range().length())
                    .filter(part -> proof.etag().map(part.etag()::equals).orElse(true))
                    .<CompletionStage<UploadedPart>>map(CompletableFuture::completedFuture)
                    .orElseGet(() -> failed(copy, held)));
  }

  /** OSS compares the ETag of every part, and so its content. */
  CompletionStage<StoredObject> complete(UploadCompletion completion) {
    UploadHandle upload = completion.upload();
    OssCall call =
        OssCall.on(StoreOperation.COMPLETE, "POST", upload.destination())
            .withParameter(UPLOAD_ID, upload.uploadId())
            .withParameter("encoding-type", "url")
            .withHeaders(OssRules.headers(completion.rule()))
            .withHeaders(access.acl())
            .withHeader("x-oss-callback", callback.map(OssCallback::header))
            .withXml(xml(completion.parts()));
    return client.send(call, answer -> made(answer, Optional.of(completedEtag(answer))));
  }

  /**
   * With a callback the body is what the user's server said, so only a header can name the ETag.
   */
  private ETag completedEtag(OssAnswer answer) {
    return callback.isPresent()
        ? ETag.of(answer.required("ETag"))
        : answer.etagOf("CompleteMultipartUploadResult");
  }

  /** Gives up an upload; that there is none any more is what was wanted. */
  CompletionStage<Void> abort(UploadHandle upload) {
    OssCall call =
        OssCall.on(StoreOperation.ABORT, "DELETE", upload.destination())
            .withParameter(UPLOAD_ID, upload.uploadId());
    return client.send(call, OssAnswer::bodiless).handle(OssUploads::gone);
  }

  @SuppressWarnings("NullAway") // a stage of Void completes with null, and a failure may be null
  private static Void gone(OssAnswer aborted, Throwable failure) {
    if (failure != null && StoreException.kindOf(failure) != StoreFault.Kind.UPLOAD_GONE) {
      throw StoreException.again(failure);
    }
    return null;
  }

  /** The object that an answer reports, with the headers that make and copy have in common. */
  static StoredObject made(OssAnswer answer, Optional<ETag> etag) {
    return new StoredObject(
        etag, answer.header(OssHeaders.VERSION_ID), OssHeaders.checksums(answer));
  }

  private static String xml(List<UploadedPart> parts) {
    return parts.stream()
        .map(
            part ->
                "<Part><PartNumber>"
                    + part.partNumber()
                    + "</PartNumber><ETag>"
                    + OssXml.escape(part.etag().quoted())
                    + "</ETag></Part>")
        .collect(Collectors.joining("", "<CompleteMultipartUpload>", "</CompleteMultipartUpload>"));
  }

  private static <T> CompletionStage<T> failed(PartCopy copy, Object instead) {
    return CompletableFuture.failedFuture(
        new StoreException(
            StoreFault.found(
                StoreFault.Kind.INVALID,
                StoreOperation.COPY_PART,
                copy.upload().destination(),
                "wanted "
                    + copy.range()
                    + " as part "
                    + copy.partNumber()
                    + ", but the upload holds "
                    + instead)));
  }
}
