package org.bucketcopy.job.stores.bos;

import com.baidubce.BceServiceException;
import com.baidubce.services.bos.model.CompleteMultipartUploadRequest;
import com.baidubce.services.bos.model.CompleteMultipartUploadResponse;
import com.baidubce.services.bos.model.InitiateMultipartUploadRequest;
import com.baidubce.services.bos.model.ListMultipartUploadsRequest;
import com.baidubce.services.bos.model.ListPartsRequest;
import com.baidubce.services.bos.model.PartETag;
import com.baidubce.services.bos.model.UploadPartCopyRequest;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.stores.listing.PartPage;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadsPage;

/** The calls of a multipart upload, each on the thread that makes it. */
final class BosUploads {
  private static final int PAGE = 1000;

  private final BosApi api;

  BosUploads(BosApi api) {
    this.api = api;
  }

  UploadHandle initiate(UploadRequest request) {
    ObjectLocation destination = request.destination();
    BosKeys.check(destination);
    InitiateMultipartUploadRequest initiate =
        new InitiateMultipartUploadRequest(destination.bucket().name(), destination.key());
    String id =
        api.making(
            BosHeaders.ofUpload(request.metadata()),
            () -> api.initiateMultipartUpload(initiate).getUploadId());
    if (Strings.isNullOrEmpty(id)) {
      throw BosResults.unusable("no upload id");
    }
    return new UploadHandle(destination, id);
  }

  /**
   * The ETag of a part that is copied; empty if the answer has none. Its own part number is always
   * 0, and it does not say how much was copied.
   */
  Optional<ETag> copyPart(PartCopy copy) {
    BosKeys.check(copy.source());
    ObjectLocation source = copy.source().object();
    ObjectLocation destination = copy.upload().destination();
    UploadPartCopyRequest request =
        new UploadPartCopyRequest()
            .withBucketName(destination.bucket().name())
            .withKey(destination.key())
            .withUploadId(copy.upload().uploadId())
            .withPartNumber(copy.partNumber())
            .withSourceBucketName(source.bucket().name())
            .withSourceKey(source.key())
            .withOffSet(copy.range().first())
            .withPartSize(copy.range().length());
    Map<String, String> condition =
        copy.source()
            .ifMatch()
            .map(etag -> ImmutableMap.of(BosHeaders.IF_MATCH, etag))
            .orElse(ImmutableMap.of());
    return api.with(
        condition, () -> ETag.parse(Optional.ofNullable(api.uploadPartCopy(request).getETag())));
  }

  PartPage parts(UploadHandle upload, int marker) {
    ObjectLocation destination = upload.destination();
    ListPartsRequest request =
        new ListPartsRequest(destination.bucket().name(), destination.key(), upload.uploadId());
    request.setMaxParts(PAGE);
    if (marker > 0) {
      request.setPartNumberMarker(marker);
    }
    return BosPages.parts(api.page(request));
  }

  UploadsPage open(ObjectPrefix prefix, Optional<UploadMarker> after) {
    ListMultipartUploadsRequest request =
        new ListMultipartUploadsRequest(prefix.bucket().name(), prefix.prefix())
            .withMaxUploads(PAGE);
    after.map(UploadMarker::key).ifPresent(request::setKeyMarker);
    BosPage.Uploads page = api.page(request);
    return BosPages.uploads(page.json()).under(prefix, after, page.storeMillis());
  }

  StoredObject complete(UploadCompletion completion) {
    ObjectLocation destination = completion.upload().destination();
    CompleteMultipartUploadRequest request =
        new CompleteMultipartUploadRequest(
            destination.bucket().name(),
            destination.key(),
            completion.upload().uploadId(),
            Lists.transform(
                completion.parts(), part -> new PartETag(part.partNumber(), part.etag().value())));
    if (completion.rule() == DestinationRule.MUST_BE_ABSENT) {
      request.setIfNoneMatch("*");
    }
    CompleteMultipartUploadResponse made =
        api.with(
            BosHeaders.ofUser(completion.metadata()), () -> api.completeMultipartUpload(request));
    return BosResults.object(made.getETag(), made);
  }

  void abort(UploadHandle upload) {
    ObjectLocation destination = upload.destination();
    try {
      api.abortMultipartUpload(destination.bucket().name(), destination.key(), upload.uploadId());
    } catch (BceServiceException e) {
      if (!"NoSuchUpload".equals(e.getErrorCode())) {
        throw e;
      }
    }
  }
}
