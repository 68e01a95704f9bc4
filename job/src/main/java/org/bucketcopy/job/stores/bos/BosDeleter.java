package org.bucketcopy.job.stores.bos;

import static com.google.common.base.Preconditions.checkArgument;

import com.baidubce.BceServiceException;
import com.baidubce.services.bos.model.DeleteMultipleObjectsRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.ObjectDeleter;
import org.bucketcopy.planner.store.StoreFault;
import org.bucketcopy.planner.store.StoreOperation;

/**
 * Deletes objects of BOS by DeleteMultipleObjects, whose answer names only those that are there
 * still, and is empty where there are none (cloud.baidu.com/doc/BOS/s/tkc5twspg).
 */
final class BosDeleter implements ObjectDeleter {
  private static final StoreOperation OPERATION = StoreOperation.DELETE_OBJECTS;

  private final BosApi api;
  private final BosCalls calls;

  BosDeleter(BosApi api, BosCalls calls) {
    this.api = api;
    this.calls = calls;
  }

  @Override
  public CompletionStage<Map<String, StoreFault>> delete(Bucket bucket, Set<String> keys) {
    return calls.start(
        OPERATION,
        bucket,
        () -> {
          checkArgument(
              !keys.isEmpty() && keys.size() <= MAX_KEYS, "%s keys for one call", keys.size());
          DeleteMultipleObjectsRequest request =
              new DeleteMultipleObjectsRequest().withBucketName(bucket.name());
          request.setObjectKeys(ImmutableList.copyOf(keys));
          return faults(bucket, keys, api.delete(request));
        });
  }

  private static Map<String, StoreFault> faults(Bucket bucket, Set<String> keys, JsonNode answer) {
    if (!answer.path("errors").isArray()) {
      throw BosResults.unusable("no list of errors");
    }
    Map<String, StoreFault> faults = new HashMap<>();
    for (JsonNode error : answer.path("errors")) {
      String key = error.path("key").asText();
      if (!keys.contains(key)) {
        throw BosResults.unusable("an error of an object that was not to be deleted");
      }
      BceServiceException failure = failure(error);
      if (!"NoSuchKey".equals(failure.getErrorCode())) {
        faults.put(key, BosFaults.exception(OPERATION, bucket.object(key), failure).fault());
      }
    }
    return ImmutableMap.copyOf(faults);
  }

  /** One of several errors, whose status says that the answer has them all. */
  private static BceServiceException failure(JsonNode error) {
    BceServiceException failure = new BceServiceException(error.path("message").asText());
    failure.setErrorCode(error.path("code").asText());
    failure.setStatusCode(200);
    return failure;
  }
}
