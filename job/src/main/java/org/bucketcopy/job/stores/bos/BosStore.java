package org.bucketcopy.job.stores.bos;

import com.baidubce.services.bos.model.CopyObjectRequest;
import com.baidubce.services.bos.model.CopyObjectResponse;
import com.baidubce.services.bos.model.ListObjectsRequest;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.job.stores.HeadRefusal;
import org.bucketcopy.job.stores.TagSet;
import org.bucketcopy.job.stores.listing.Dialect;
import org.bucketcopy.job.stores.listing.ObjectListing;
import org.bucketcopy.job.stores.listing.ObjectPage;
import org.bucketcopy.job.stores.listing.PageRequest;
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

/** BOS with the settings of one bucket. */
final class BosStore implements ObjectStore {
  private static final int PAGE = 1000;

  private final StoreProfile profile;
  private final BosApi api;
  private final BosCalls calls;
  private final BosUploads uploads;
  private final SourceConditions conditions;
  private final BosWriter writer;
  private final BosReader reader;
  private final BosDeleter deleter;

  /** BOS has one ListObjects, whose marker takes any key (cloud.baidu.com/doc/BOS/s/Mkc5vyyjr). */
  private final ObjectListing listing =
      new ObjectListing(ImmutableList.of(Dialect.MARKER), this::objects);

  /** A store that closes {@code api} and {@code calls} with itself. */
  BosStore(StoreProfile profile, BosApi api, BosCalls calls) {
    this.profile = profile;
    this.api = api;
    this.calls = calls;
    this.conditions = new SourceConditions(profile);
    this.uploads = new BosUploads(api);
    this.writer = new BosWriter(api, calls);
    this.reader = new BosReader(api, calls);
    this.deleter = new BosDeleter(api, calls);
  }

  @Override
  public StoreProfile profile() {
    return profile;
  }

  @Override
  public CompletionStage<BucketInfo> bucket(Bucket bucket) {
    return calls.start(
        StoreOperation.HEAD_BUCKET,
        bucket,
        () -> {
          String region = api.getBucketLocation(bucket.name()).getLocationConstraint();
          return new BucketInfo(
              bucket,
              Optional.ofNullable(Strings.emptyToNull(region)),
              BucketInfo.Versions.UNKNOWN);
        });
  }

  @Override
  public CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter) {
    return listing.page(prefix, startAfter);
  }

  private CompletionStage<ObjectPage> objects(PageRequest request) {
    ObjectPrefix prefix = request.prefix();
    return page(
        StoreOperation.LIST_OBJECTS,
        prefix,
        () -> {
          ListObjectsRequest asked =
              new ListObjectsRequest(prefix.bucket().name(), prefix.prefix()).withMaxKeys(PAGE);
          request.after().ifPresent(asked::setMarker);
          return BosPages.objects(api.page(asked));
        });
  }

  private <T> CompletionStage<T> page(
      StoreOperation operation, Object target, Supplier<T> reading) {
    return calls.start(
        operation,
        target,
        () -> {
          try {
            return reading.get();
          } catch (IllegalArgumentException noPage) {
            throw BosResults.unusable(String.valueOf(noPage.getMessage()));
          }
        });
  }

  @Override
  public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
    StoreOperation operation = StoreOperation.HEAD_OBJECT;
    return HeadRefusal.explained(
            calls.start(
                operation,
                object,
                () -> {
                  BosKeys.check(object);
                  BosKeys.checkUnversioned(versionId);
                  return BosState.of(api.head(object.bucket().name(), object.key()));
                }),
            () -> calls.start(operation, object, () -> api.readFirstByte(object)))
        .thenCompose(
            state -> ListedInstead.info(this, object, state.length(), state.etag(), state::info));
  }

  @Override
  public CompletionStage<Map<String, String>> tags(
      ObjectLocation object, Optional<String> versionId) {
    return TagSet.read(
        object,
        calls.start(
            StoreOperation.READ_TAGS,
            object,
            () -> {
              BosKeys.check(object);
              BosKeys.checkUnversioned(versionId);
              return BosResults.tags(api.getObjectTagging(object.bucket().name(), object.key()));
            }));
  }

  @Override
  public CompletionStage<Void> writeTags(ObjectLocation object, Map<String, String> tags) {
    return calls.start(
        StoreOperation.WRITE_TAGS,
        object,
        () -> {
          BosKeys.check(object);
          if (tags.isEmpty()) {
            api.deleteObjectTagging(object.bucket().name(), object.key());
          } else {
            api.writeTags(object.bucket().name(), object.key(), BosHeaders.tagging(tags));
          }
        });
  }

  @Override
  public CompletionStage<StoredObject> copyObject(ObjectCopy copy) {
    return conditions.object(
        copy,
        asked -> calls.start(StoreOperation.COPY_OBJECT, asked.destination(), () -> copied(asked)));
  }

  private StoredObject copied(ObjectCopy copy) {
    BosKeys.check(copy.source());
    BosKeys.check(copy.destination());
    ObjectLocation source = copy.source().object();
    CopyObjectRequest request =
        new CopyObjectRequest(
            source.bucket().name(),
            source.key(),
            copy.destination().bucket().name(),
            copy.destination().key());
    if (copy.source().conditional()) {
      request.setETag(copy.source().etag().value());
    }
    copy.storageClass().ifPresent(request::setStorageClass);
    CopyObjectResponse made = api.making(BosHeaders.of(copy), () -> api.copyObject(request));
    return BosResults.copy(made);
  }

  @Override
  public CompletionStage<UploadHandle> initiate(UploadRequest request) {
    return calls.start(
        StoreOperation.INITIATE, request.destination(), () -> uploads.initiate(request));
  }

  @Override
  public CompletionStage<UploadedPart> copyPart(PartCopy copy) {
    return conditions.part(
        copy,
        asked ->
            calls
                .start(
                    StoreOperation.COPY_PART,
                    asked.upload().destination(),
                    () -> uploads.copyPart(asked))
                .thenCompose(etag -> ListedInstead.part(this, asked, etag)));
  }

  @Override
  public CompletionStage<PartsPage> partsAfter(UploadHandle upload, int partNumber) {
    StoreOperation operation = StoreOperation.LIST_PARTS;
    return page(operation, upload.destination(), () -> uploads.parts(upload, partNumber))
        .thenApply(page -> page.after(partNumber, operation, upload));
  }

  @Override
  public CompletionStage<UploadsPage> openUploadsAfter(
      ObjectPrefix prefix, Optional<UploadMarker> after) {
    return page(StoreOperation.LIST_UPLOADS, prefix, () -> uploads.open(prefix, after));
  }

  @Override
  public CompletionStage<StoredObject> complete(UploadCompletion completion) {
    return calls.start(
        StoreOperation.COMPLETE,
        completion.upload().destination(),
        () -> uploads.complete(completion));
  }

  @Override
  public CompletionStage<Void> abort(UploadHandle upload) {
    return calls.start(StoreOperation.ABORT, upload.destination(), () -> uploads.abort(upload));
  }

  @Override
  public CompletionStage<Void> delete(ObjectLocation object, ObjectIdentity state) {
    return StateDeletion.of(
        this,
        object,
        state,
        () ->
            calls.start(
                StoreOperation.DELETE_OBJECT,
                object,
                () -> {
                  api.deleteObject(object.bucket().name(), object.key());
                }));
  }

  @Override
  public ObjectWriter writer() {
    return writer;
  }

  @Override
  public ObjectReader reader() {
    return reader;
  }

  @Override
  public ObjectInspector inspector() {
    return new HeadInspector(this);
  }

  @Override
  public ObjectDeleter deleter() {
    return deleter;
  }

  @Override
  public void close() {
    calls.close();
    api.shutdown();
  }
}
