package org.bucketcopy.job.stores.oss;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.job.stores.HeadRefusal;
import org.bucketcopy.job.stores.TagSet;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;
import org.bucketcopy.planner.store.BucketInfo;
import org.bucketcopy.planner.store.HeadInspector;
import org.bucketcopy.planner.store.ListedInstead;
import org.bucketcopy.planner.store.ListingPage;
import org.bucketcopy.planner.store.ObjectCopy;
import org.bucketcopy.planner.store.ObjectDeleter;
import org.bucketcopy.planner.store.ObjectInspector;
import org.bucketcopy.planner.store.ObjectReader;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.ObjectWriter;
import org.bucketcopy.planner.store.PartCopy;
import org.bucketcopy.planner.store.PartsPage;
import org.bucketcopy.planner.store.SourceConditions;
import org.bucketcopy.planner.store.StateDeletion;
import org.bucketcopy.planner.store.StoreOperation;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.store.StoredObject;
import org.bucketcopy.planner.store.UploadCompletion;
import org.bucketcopy.planner.store.UploadHandle;
import org.bucketcopy.planner.store.UploadMarker;
import org.bucketcopy.planner.store.UploadRequest;
import org.bucketcopy.planner.store.UploadedPart;
import org.bucketcopy.planner.store.UploadsPage;

/** Alibaba Cloud OSS. */
final class OssStore implements ObjectStore {
  private static final String VERSION_ID = "versionId";

  private final StoreProfile profile;
  private final OssClient client;
  private final OssListings listings;
  private final OssUploads uploads;
  private final SourceConditions conditions;
  private final OssAccess access;

  /**
   * @param profile what OSS can do
   * @param client closed together with this
   * @param callback sent with every completion
   * @param access headers that say who may read objects, and how they are encrypted
   */
  OssStore(
      StoreProfile profile, OssClient client, Optional<OssCallback> callback, OssAccess access) {
    this.profile = profile;
    this.client = client;
    this.listings = new OssListings(client);
    this.conditions = new SourceConditions(profile);
    this.uploads = new OssUploads(client, listings, callback, access);
    this.access = access;
  }

  @Override
  public StoreProfile profile() {
    return profile;
  }

  @Override
  public CompletionStage<BucketInfo> bucket(Bucket bucket) {
    OssCall call =
        OssCall.on(StoreOperation.HEAD_BUCKET, "GET", bucket).withParameter("bucketInfo", "");
    return client.send(
        call,
        answer -> {
          OssXml info =
              answer.document("BucketInfo").children("Bucket").stream()
                  .findFirst()
                  .orElseThrow(() -> new IllegalArgumentException("the answer has no Bucket"));
          return new BucketInfo(
              bucket,
              info.text("Location").map(OssEndpoint::plainRegion),
              info.text("Versioning").isPresent()
                  ? BucketInfo.Versions.KEPT
                  : BucketInfo.Versions.NONE);
        });
  }

  @Override
  public CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter) {
    return listings.objects(prefix, startAfter);
  }

  @Override
  public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
    return HeadRefusal.explained(
            client.send(
                OssCall.on(StoreOperation.HEAD_OBJECT, "HEAD", object)
                    .withParameter(VERSION_ID, versionId),
                OssHead::of),
            () ->
                client.send(
                    OssCall.on(StoreOperation.HEAD_OBJECT, "GET", object)
                        .withParameter(VERSION_ID, versionId)
                        .withHeader("Range", "bytes=0-0"),
                    OssAnswer::status))
        .thenCompose(
            head -> ListedInstead.info(this, object, head.length(), head.etag(), head::info));
  }

  @Override
  public CompletionStage<Map<String, String>> tags(
      ObjectLocation object, Optional<String> versionId) {
    return TagSet.read(
        object,
        client.send(
            OssCall.on(StoreOperation.READ_TAGS, "GET", object)
                .withParameter("tagging", "")
                .withParameter(VERSION_ID, versionId),
            answer -> OssTags.read(answer.document("Tagging"))));
  }

  @Override
  public CompletionStage<Void> writeTags(ObjectLocation object, Map<String, String> tags) {
    String method = tags.isEmpty() ? "DELETE" : "PUT";
    OssCall call =
        OssCall.on(StoreOperation.WRITE_TAGS, method, object).withParameter("tagging", "");
    return client
        .send(tags.isEmpty() ? call : call.withXml(OssTags.xml(tags)), answer -> tags)
        .thenAccept(written -> {});
  }

  @Override
  public CompletionStage<StoredObject> copyObject(ObjectCopy copy) {
    return conditions.object(copy, this::copied);
  }

  private CompletionStage<StoredObject> copied(ObjectCopy copy) {
    return OssRules.making(
        StoreOperation.COPY_OBJECT,
        copy.destination(),
        () ->
            client.send(
                OssCall.on(StoreOperation.COPY_OBJECT, "PUT", copy.destination())
                    .withHeaders(OssSource.headers(copy.source()))
                    .withHeaders(OssHeaders.of(copy))
                    .withHeaders(access.ofObject())
                    .withHeaders(OssRules.headers(copy.rule())),
                answer -> OssUploads.made(answer, answer.etagIn("CopyObjectResult"))));
  }

  @Override
  public CompletionStage<UploadHandle> initiate(UploadRequest request) {
    return uploads.initiate(request);
  }

  @Override
  public CompletionStage<UploadedPart> copyPart(PartCopy copy) {
    return conditions.part(copy, uploads::copyPart);
  }

  @Override
  public CompletionStage<PartsPage> partsAfter(UploadHandle upload, int partNumber) {
    return listings.parts(upload, partNumber);
  }

  @Override
  public CompletionStage<UploadsPage> openUploadsAfter(
      ObjectPrefix prefix, Optional<UploadMarker> after) {
    return listings.uploads(prefix, after);
  }

  @Override
  public CompletionStage<StoredObject> complete(UploadCompletion completion) {
    return uploads.complete(completion);
  }

  @Override
  public CompletionStage<Void> abort(UploadHandle upload) {
    return uploads.abort(upload);
  }

  @Override
  public CompletionStage<Void> delete(ObjectLocation object, ObjectIdentity state) {
    OssCall call =
        OssCall.on(StoreOperation.DELETE_OBJECT, "DELETE", object)
            .withParameter(VERSION_ID, state.versionId());
    return StateDeletion.of(
        this,
        object,
        state,
        () -> client.send(call, OssAnswer::bodiless).thenAccept(deleted -> {}));
  }

  @Override
  public ObjectWriter writer() {
    return new OssWriter(client, access.ofObject());
  }

  @Override
  public ObjectReader reader() {
    return new OssReader(client);
  }

  @Override
  public ObjectInspector inspector() {
    return new HeadInspector(this);
  }

  @Override
  public ObjectDeleter deleter() {
    return new OssDeleter(client);
  }

  @Override
  public void close() {
    client.close();
  }
}
