package org.bucketcopy.job.stores.oss;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Checksum;
import org.bucketcopy.planner.model.ETag;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.Body;
import org.bucketcopy.planner.store.ObjectPut;
import org.bucketcopy.planner.store.ObjectWriter;
import org.bucketcopy.planner.store.PartUpload;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadedPart;

/**
 * Sends bytes to OSS, which answers with the CRC-64/ECMA of what it has stored
 * (alibabacloud.com/help/en/oss/developer-reference/putobject). An answer without it proves nothing
 * about the bytes: no MD5 is made of them that an ETag could be held against.
 */
final class OssWriter implements ObjectWriter {
  private final OssClient client;
  private final Map<String, String> ofObjects;

  /**
   * @param ofObjects headers of each request that makes an object
   */
  OssWriter(OssClient client, Map<String, String> ofObjects) {
    this.client = client;
    this.ofObjects = ImmutableMap.copyOf(ofObjects);
  }

  @Override
  public CompletionStage<StoredObject> put(ObjectPut put, Body body) {
    ObjectLocation destination = put.destination();
    SentBody sent = new SentBody(body, StoreOperation.PUT_OBJECT, destination);
    return OssRules.making(
        StoreOperation.PUT_OBJECT,
        destination,
        () ->
            client.send(
                OssCall.on(StoreOperation.PUT_OBJECT, "PUT", destination)
                    .withHeaders(OssHeaders.of(put.metadata()))
                    .withHeaders(ofObjects)
                    .withHeaders(OssRules.headers(put.rule()))
                    .withBody(sent),
                answer -> {
                  ETag etag = ETag.of(answer.required("ETag"));
                  Checksum unused = proven(sent, answer, StoreOperation.PUT_OBJECT, destination);
                  return OssUploads.made(answer, Optional.of(etag));
                }));
  }

  @Override
  public CompletionStage<UploadedPart> uploadPart(PartUpload part, Body body) {
    ObjectLocation destination = part.upload().destination();
    SentBody sent = new SentBody(body, StoreOperation.UPLOAD_PART, destination);
    OssCall call =
        OssUploads.ofPart(StoreOperation.UPLOAD_PART, part.upload(), part.partNumber())
            .withBody(sent);
    return client.send(
        call,
        answer ->
            new UploadedPart(
                part.partNumber(),
                ETag.of(answer.required("ETag")),
                sent.length(),
                proven(sent, answer, StoreOperation.UPLOAD_PART, destination)));
  }

  /**
   * The checksum of what was sent.
   *
   * @throws IllegalArgumentException if the answer came before all of it was sent
   * @throws StoreException if OSS has stored something else
   */
  private static Checksum proven(
      SentBody sent, OssAnswer answer, StoreOperation operation, ObjectLocation destination) {
    Checksum made =
        sent.checksum()
            .orElseThrow(
                () -> new IllegalArgumentException("the answer came before the body was sent"));
    String ours = Long.toUnsignedString(made.crc());
    Optional<String> other = answer.header(OssHeaders.CRC64).filter(held -> !held.equals(ours));
    if (other.isPresent()) {
      throw new StoreException(
          StoreFault.found(
              StoreFault.Kind.CORRUPT,
              operation,
              destination,
              "the CRC-64 of what was sent is " + ours + ", of what is stored " + other.get()));
    }
    return made;
  }
}
