package org.bucketcopy.job.stores.s3;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.HeadInspector;
import org.bucketcopy.planner.store.ListedInstead;
import org.bucketcopy.planner.store.ObjectInspector;
import org.bucketcopy.planner.store.ObjectPart;
import org.bucketcopy.planner.store.ObjectPartsPage;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesParts;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;

/** What S3 says of how objects are stored. */
final class S3Inspector implements ObjectInspector {
  private static final Pattern RANGE =
      Pattern.compile("bytes (?<first>\\d{1,18})-(?<last>\\d{1,18})/.*");

  private final ObjectStore store;
  private final S3Objects objects;
  private final S3AsyncClient client;
  private final FrequentCalls calls;

  /**
   * @param store lists what an answer leaves out
   */
  S3Inspector(ObjectStore store, S3Objects objects, S3Connection connection) {
    this.store = store;
    this.objects = objects;
    this.client = connection.client();
    this.calls = connection.calls();
  }

  /** Under a key of a key service, checksums take a right that nothing else of a HEAD takes. */
  @Override
  public CompletionStage<ObjectInfo> info(ObjectLocation object, Optional<String> versionId) {
    return objects
        .head(object, versionId, () -> calls.head(object, versionId))
        .thenCompose(
            head -> ListedInstead.info(store, object, head.length(), head.etag(), head::info))
        .exceptionallyCompose(
            failure ->
                StoreException.kindOf(failure) == StoreFault.Kind.DENIED
                    ? store.head(object, versionId)
                    : CompletableFuture.failedStage(failure));
  }

  @Override
  public CompletionStage<ObjectPart> part(
      ObjectLocation object, Optional<String> versionId, int partNumber) {
    S3Call call = S3Call.of(StoreOperation.HEAD_OBJECT, object);
    return call.make(
            () ->
                client.headObject(
                    request -> {
                      request.bucket(object.bucket().name()).key(object.key());
                      request.partNumber(partNumber);
                      versionId.ifPresent(request::versionId);
                    }))
        .thenApply(answer -> part(call, partNumber, answer));
  }

  private static ObjectPart part(S3Call call, int partNumber, HeadObjectResponse answer) {
    Optional<ByteRange> range = range(S3Metadata.present(answer.contentRange()).orElse(""));
    Integer count = answer.partsCount();
    if (count == null || count < partNumber || range.isEmpty()) {
      throw call.found(
          StoreFault.Kind.UNSUPPORTED,
          "the answer does not say of which parts the object was made");
    }
    return new ObjectPart(
        call.proof(Optional.ofNullable(answer.eTag())), partNumber, count, range.orElseThrow());
  }

  /** Empty also for a part without bytes, as the last of an object may be. */
  private static Optional<ByteRange> range(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(range.group("first"));
    long last = Long.parseLong(range.group("last"));
    return first <= last ? Optional.of(new ByteRange(first, last)) : Optional.empty();
  }

  @Override
  public CompletionStage<ObjectPartsPage> partsAfter(
      ObjectLocation object, Optional<String> versionId, int after) {
    if (!store.profile().can(Ability.OBJECT_ATTRIBUTES)) {
      return new HeadInspector(store).partsAfter(object, versionId, after);
    }
    return S3Call.of(StoreOperation.READ_ATTRIBUTES, object)
        .make(
            () ->
                client.getObjectAttributes(
                    request -> {
                      request.bucket(object.bucket().name()).key(object.key());
                      request.objectAttributes(ObjectAttributes.OBJECT_PARTS);
                      versionId.ifPresent(request::versionId);
                      if (after > 0) {
                        request.partNumberMarker(after);
                      }
                    }))
        .thenApply(GetObjectAttributesResponse::objectParts)
        .thenApply(parts -> Optional.ofNullable(parts).map(answer -> page(answer, after)))
        .thenApply(page -> page.orElse(new ObjectPartsPage(List.of(), OptionalInt.empty())));
  }

  private static ObjectPartsPage page(GetObjectAttributesParts answer, int after) {
    List<ObjectPartsPage.Part> parts =
        answer.parts().stream()
            .filter(part -> part.partNumber() != null && part.size() != null)
            .map(
                part ->
                    new ObjectPartsPage.Part(
                        part.partNumber(), part.size(), S3Checksums.of(part).toList()))
            .toList();
    Integer next = answer.nextPartNumberMarker();
    boolean more = Boolean.TRUE.equals(answer.isTruncated()) && next != null && next > after;
    return new ObjectPartsPage(parts, more ? OptionalInt.of(next) : OptionalInt.empty());
  }
}
