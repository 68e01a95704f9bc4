package org.bucketcopy.planner.store;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ObjectIdentity;
import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectLocation;
import org.bucketcopy.planner.model.ObjectPrefix;

/** A store that does something around every call of another. */
public abstract class StoreDecorator implements ObjectStore {
  private final ObjectStore store;

  protected StoreDecorator(ObjectStore store) {
    this.store = store;
  }

  /**
   * Makes the call, with whatever belongs around it.
   *
   * @param operation which call
   * @param target what it is made on, for messages
   * @param call makes it; may be used any number of times
   */
  protected abstract <T> CompletionStage<T> around(
      StoreOperation operation, Object target, Supplier<CompletionStage<T>> call);

  @Override
  public StoreProfile profile() {
    return store.profile();
  }

  @Override
  public CompletionStage<BucketInfo> bucket(Bucket bucket) {
    return around(StoreOperation.HEAD_BUCKET, bucket, () -> store.bucket(bucket));
  }

  @Override
  public CompletionStage<ListingPage> list(ObjectPrefix prefix, Optional<String> startAfter) {
    return around(StoreOperation.LIST_OBJECTS, prefix, () -> store.list(prefix, startAfter));
  }

  @Override
  public CompletionStage<ObjectInfo> head(ObjectLocation object, Optional<String> versionId) {
    return around(StoreOperation.HEAD_OBJECT, object, () -> store.head(object, versionId));
  }

  @Override
  public CompletionStage<Map<String, String>> tags(
      ObjectLocation object, Optional<String> versionId) {
    return around(StoreOperation.READ_TAGS, object, () -> store.tags(object, versionId));
  }

  @Override
  public CompletionStage<Void> writeTags(ObjectLocation object, Map<String, String> tags) {
    return around(StoreOperation.WRITE_TAGS, object, () -> store.writeTags(object, tags));
  }

  @Override
  public CompletionStage<StoredObject> copyObject(ObjectCopy copy) {
    return around(StoreOperation.COPY_OBJECT, copy.destination(), () -> store.copyObject(copy));
  }

  @Override
  public CompletionStage<UploadHandle> initiate(UploadRequest request) {
    return around(StoreOperation.INITIATE, request.destination(), () -> store.initiate(request));
  }

  @Override
  public CompletionStage<UploadedPart> copyPart(PartCopy copy) {
    return around(
        StoreOperation.COPY_PART, copy.upload().destination(), () -> store.copyPart(copy));
  }

  @Override
  public CompletionStage<PartsPage> partsAfter(UploadHandle upload, int partNumber) {
    return around(
        StoreOperation.LIST_PARTS,
        upload.destination(),
        () -> store.partsAfter(upload, partNumber));
  }

  @Override
  public CompletionStage<UploadsPage> openUploadsAfter(
      ObjectPrefix prefix, Optional<UploadMarker> after) {
    return around(StoreOperation.LIST_UPLOADS, prefix, () -> store.openUploadsAfter(prefix, after));
  }

  @Override
  public CompletionStage<StoredObject> complete(UploadCompletion completion) {
    return around(
        StoreOperation.COMPLETE,
        completion.upload().destination(),
        () -> store.complete(completion));
  }

  @Override
  public CompletionStage<Void> abort(UploadHandle upload) {
    return around(StoreOperation.ABORT, upload.destination(), () -> store.abort(upload));
  }

  @Override
  public CompletionStage<Void> delete(ObjectLocation object, ObjectIdentity state) {
    return around(StoreOperation.DELETE_OBJECT, object, () -> store.delete(object, state));
  }

  @Override
  public ObjectWriter writer() {
    ObjectWriter writer = store.writer();
    return new ObjectWriter() {
      @Override
      public CompletionStage<StoredObject> put(ObjectPut put, Body body) {
        return around(StoreOperation.PUT_OBJECT, put.destination(), () -> writer.put(put, body));
      }

      @Override
      public CompletionStage<UploadedPart> uploadPart(PartUpload part, Body body) {
        return around(
            StoreOperation.UPLOAD_PART,
            part.upload().destination(),
            () -> writer.uploadPart(part, body));
      }
    };
  }

  @Override
  public ObjectReader reader() {
    ObjectReader reader = store.reader();
    return new ObjectReader() {
      @Override
      public CompletionStage<InputStream> read(CopySource source, ByteRange range) {
        return around(StoreOperation.READ_RANGE, source.object(), () -> reader.read(source, range));
      }

      @Override
      public CompletionStage<OpenObject> open(CopySource source, long size) {
        return around(StoreOperation.READ_RANGE, source.object(), () -> reader.open(source, size));
      }
    };
  }

  @Override
  public ObjectInspector inspector() {
    ObjectInspector inspector = store.inspector();
    return new ObjectInspector() {
      @Override
      public CompletionStage<ObjectInfo> info(ObjectLocation object, Optional<String> versionId) {
        return around(StoreOperation.HEAD_OBJECT, object, () -> inspector.info(object, versionId));
      }

      @Override
      public CompletionStage<ObjectPart> part(
          ObjectLocation object, Optional<String> versionId, int partNumber) {
        return around(
            StoreOperation.HEAD_OBJECT,
            object,
            () -> inspector.part(object, versionId, partNumber));
      }

      @Override
      public CompletionStage<ObjectPartsPage> partsAfter(
          ObjectLocation object, Optional<String> versionId, int after) {
        return around(
            StoreOperation.READ_ATTRIBUTES,
            object,
            () -> inspector.partsAfter(object, versionId, after));
      }
    };
  }

  @Override
  public ObjectDeleter deleter() {
    ObjectDeleter deleter = store.deleter();
    return (bucket, keys) ->
        around(StoreOperation.DELETE_OBJECTS, bucket, () -> deleter.delete(bucket, keys));
  }

  @Override
  public void close() {
    store.close();
  }
}
