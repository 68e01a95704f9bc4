package org.bucketcopy.job.stores.bos;

import com.baidubce.services.bos.model.ObjectMetadata;
import com.baidubce.services.bos.model.PutObjectRequest;
import com.baidubce.services.bos.model.UploadPartRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ContentChecksums;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.DestinationRule;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectWriter;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.SourceFaultException;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Sends bytes to BOS. The ETag of what one request has sent is its MD5, which the SDK itself holds
 * against its own for a part and never for an object: the answer proves what has arrived.
 */
final class BosWriter implements ObjectWriter {
  /** Any text keeps the SDK from making an MD5 of its own; it is not sent. */
  private static final String MADE_HERE = "made here";

  private final BosApi api;
  private final BosCalls calls;

  BosWriter(BosApi api, BosCalls calls) {
    this.api = api;
    this.calls = calls;
  }

  @Override
  public CompletionStage<StoredObject> put(ObjectPut put, Body body) {
    StoreOperation operation = StoreOperation.PUT_OBJECT;
    return calls.start(
        operation,
        put.destination(),
        () ->
            with(
                body,
                operation,
                put.destination(),
                bytes ->
                    new StoredObject(
                        proven(request(put, bytes), bytes.md5(), operation, put.destination()),
                        Optional.empty(),
                        ContentChecksums.NONE)));
  }

  private String request(ObjectPut put, BosBody bytes) {
    ObjectLocation destination = put.destination();
    ObjectMetadata length = new ObjectMetadata();
    length.setContentLength(bytes.left());
    PutObjectRequest request =
        new PutObjectRequest(destination.bucket().name(), destination.key(), bytes, length);
    if (put.rule() == DestinationRule.MUST_BE_ABSENT) {
      request.setIfNoneMatch("*");
    }
    return api.making(BosHeaders.ofUpload(put.metadata()), () -> api.putObject(request).getETag());
  }

  @Override
  public CompletionStage<UploadedPart> uploadPart(PartUpload part, Body body) {
    StoreOperation operation = StoreOperation.UPLOAD_PART;
    ObjectLocation destination = part.upload().destination();
    return calls.start(
        operation,
        destination,
        () ->
            with(
                body,
                operation,
                destination,
                bytes -> {
                  String etag = request(part, bytes);
                  Checksum md5 = bytes.md5();
                  return new UploadedPart(
                      part.partNumber(),
                      proven(etag, md5, operation, destination),
                      body.length(),
                      md5);
                }));
  }

  private String request(PartUpload part, BosBody bytes) {
    ObjectLocation destination = part.upload().destination();
    return api.uploadPart(
            new UploadPartRequest()
                .withBucketName(destination.bucket().name())
                .withKey(destination.key())
                .withUploadId(part.upload().uploadId())
                .withPartNumber(part.partNumber())
                .withPartSize(bytes.left())
                .withInputStream(bytes)
                .withMD5Digest(MADE_HERE))
        .getETag();
  }

  /** Opens a body, sends it and closes it, on this thread. */
  private static <T> T with(
      Body body, StoreOperation operation, ObjectLocation target, Function<BosBody, T> sending) {
    BosKeys.check(target);
    try (BosBody bytes = BosBody.open(body, operation, target)) {
      bytes.checkEmpty();
      return sending.apply(bytes);
    } catch (SourceFaultException e) {
      throw new StoreException(e.fault(), e);
    }
  }

  /** The ETag of an answer, which says that just the bytes with this MD5 have arrived. */
  private static ETag proven(
      String text, Checksum md5, StoreOperation operation, ObjectLocation target) {
    ETag etag = BosResults.etag(text);
    if (!etag.isMd5()) {
      throw BosResults.unusable("the ETag is no MD5");
    }
    if (!etag.equals(ETag.of(md5.value().toString()))) {
      throw new StoreException(
          StoreFault.found(
              StoreFault.Kind.CORRUPT,
              operation,
              target,
              "bytes with " + md5 + " were sent, and the ETag of what arrived is " + etag));
    }
    return etag;
  }
}
