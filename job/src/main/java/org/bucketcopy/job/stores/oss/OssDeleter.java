package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.utils.HttpUtils;
import java.util.HashMap;
import java.util.HashSet;
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

/**
 * Deletes many objects of OSS by one DeleteMultipleObjects
 * (alibabacloud.com/help/en/oss/developer-reference/deletemultipleobjects), whose answer names what
 * is gone. Keys that XML 1.0 has no way to write are deleted one by one.
 */
final class OssDeleter implements ObjectDeleter {
  private final OssClient client;

  OssDeleter(OssClient client) {
    this.client = client;
  }

  @Override
  public CompletionStage<Map<String, StoreFault>> delete(Bucket bucket, Set<String> keys) {
    return XmlDeletions.of(keys, all -> together(bucket, all), key -> single(bucket, key));
  }

  private CompletionStage<Map<String, StoreFault>> single(Bucket bucket, String key) {
    OssCall call = OssCall.on(StoreOperation.DELETE_OBJECT, "DELETE", bucket.object(key));
    return client
        .send(call, answer -> key)
        .handle(
            (deleted, failure) ->
                failure == null
                    ? Map.of()
                    : Map.of(
                        key, StoreException.faultOf(failure, call.operation(), call.target())));
  }

  private CompletionStage<Map<String, StoreFault>> together(Bucket bucket, Set<String> keys) {
    OssCall call =
        OssCall.on(StoreOperation.DELETE_OBJECTS, "POST", bucket)
            .withParameter("delete", "")
            .withParameter("encoding-type", "url")
            .withXml(xml(keys));
    return client.send(call, answer -> remaining(bucket, keys, answer.document("DeleteResult")));
  }

  /** What the answer does not call deleted. */
  private static Map<String, StoreFault> remaining(Bucket bucket, Set<String> keys, OssXml answer) {
    boolean encoded = answer.text("EncodingType").filter("url"::equals).isPresent();
    Set<String> left = new HashSet<>(keys);
    answer.children("Deleted").forEach(entry -> left.remove(key(entry, encoded)));
    Map<String, StoreFault> faults = new HashMap<>();
    for (String key : left) {
      faults.put(key, fault(bucket, key, "", "the answer does not name it"));
    }
    for (OssXml error : answer.children("Error")) {
      String key = key(error, encoded);
      if (keys.contains(key)) {
        String code = error.text("Code").orElse("");
        faults.put(key, fault(bucket, key, code, error.text("Message").orElse("")));
      }
    }
    return faults;
  }

  private static String key(OssXml entry, boolean encoded) {
    String key = entry.required("Key");
    return encoded ? HttpUtils.urlDecode(key) : key;
  }

  private static StoreFault fault(Bucket bucket, String key, String code, String message) {
    return new StoreFault(
        FaultTable.answered(StoreOperation.DELETE_OBJECTS, code, 0),
        StoreOperation.DELETE_OBJECTS,
        bucket.object(key).toString(),
        code,
        0,
        "",
        message);
  }

  private static String xml(Set<String> keys) {
    return keys.stream()
        .map(key -> "<Object><Key>" + OssXml.escapeAll(key) + "</Key></Object>")
        .collect(Collectors.joining("", "<Delete><Quiet>false</Quiet>", "</Delete>"));
  }
}
