package org.bucketcopy.job.stores.s3;

import com.google.common.base.Strings;
import com.google.common.collect.Sets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.bucketcopy.job.stores.FaultTable;
import org.bucketcopy.job.stores.XmlDeletions;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.ObjectDeleter;
import org.bucketcopy.planner.store.StoreException;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * The call that deletes many objects. One key that XML cannot carry would fail it for all, so such
 * objects are deleted one by one. What the answer does not name is taken for undone.
 */
final class S3Deleter implements ObjectDeleter {
  private static final String ABSENT = "NoSuchKey";

  private final S3AsyncClient client;

  S3Deleter(S3AsyncClient client) {
    this.client = client;
  }

  @Override
  public CompletionStage<Map<String, StoreFault>> delete(Bucket bucket, Set<String> keys) {
    return XmlDeletions.of(keys, all -> together(bucket, all), key -> alone(bucket, key));
  }

  private CompletionStage<Map<String, StoreFault>> alone(Bucket bucket, String key) {
    S3Call call = S3Call.of(StoreOperation.DELETE_OBJECT, bucket.object(key));
    return call.make(() -> client.deleteObject(request -> request.bucket(bucket.name()).key(key)))
        .thenAccept(answer -> call.requireNoBody(answer.sdkHttpResponse()))
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                return Map.of();
              }
              StoreFault fault = StoreException.faultOf(failure, call.operation(), call.target());
              return fault.code().equals(ABSENT) ? Map.of() : Map.of(key, fault);
            });
  }

  private CompletionStage<Map<String, StoreFault>> together(Bucket bucket, Set<String> keys) {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    DeleteObjectsRequest request =
        DeleteObjectsRequest.builder()
            .bucket(bucket.name())
            .delete(delete -> delete.objects(objects).quiet(false))
            .build();
    return S3Call.of(StoreOperation.DELETE_OBJECTS, bucket)
        .make(() -> client.deleteObjects(request))
        .thenApply(answer -> failed(bucket, keys, answer));
  }

  private static Map<String, StoreFault> failed(
      Bucket bucket, Set<String> keys, DeleteObjectsResponse answer) {
    Map<String, StoreFault> failed = new HashMap<>();
    Set<String> deleted =
        answer.deleted().stream().map(DeletedObject::key).collect(Collectors.toSet());
    for (String key : Sets.difference(keys, deleted)) {
      failed.put(key, unknown(bucket, key));
    }
    for (S3Error error : answer.errors()) {
      if (ABSENT.equals(error.code())) {
        failed.remove(error.key());
      } else if (keys.contains(Strings.nullToEmpty(error.key()))) {
        failed.put(error.key(), fault(bucket, error));
      }
    }
    return failed;
  }

  private static StoreFault unknown(Bucket bucket, String key) {
    return StoreFault.found(
        StoreFault.Kind.UNKNOWN,
        StoreOperation.DELETE_OBJECTS,
        bucket.object(key),
        "the answer does not name it");
  }

  private static StoreFault fault(Bucket bucket, S3Error error) {
    String code = Strings.nullToEmpty(error.code());
    return new StoreFault(
        FaultTable.answered(StoreOperation.DELETE_OBJECTS, code, 0),
        StoreOperation.DELETE_OBJECTS,
        bucket.object(error.key()).toString(),
        code,
        0,
        "",
        Strings.nullToEmpty(error.message()));
  }
}
