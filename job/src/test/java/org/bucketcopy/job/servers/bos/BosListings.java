package org.bucketcopy.job.servers.bos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What is in a bucket, page by page. */
final class BosListings {
  private static final int MOST = 1000;

  private final String bucketName;
  private final BosBucket bucket;
  private final int pageSize;

  BosListings(String bucketName, BosBucket bucket, int pageSize) {
    this.bucketName = bucketName;
    this.bucket = bucket;
    this.pageSize = pageSize;
  }

  /** An object or a part as the call that made it answers. */
  static ObjectNode made(BosObject object) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("eTag", object.etag())
        .put("lastModified", object.modified().toString());
  }

  HttpAnswer location() {
    return HttpAnswer.json(
        200, JsonNodeFactory.instance.objectNode().put("locationConstraint", bucket.region()));
  }

  HttpAnswer objects(HttpRequest request) {
    String prefix = request.parameter("prefix").orElse("");
    String marker = request.parameter("marker").orElse("");
    int most = most(request, "maxKeys");
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", bucketName)
            .put("prefix", prefix)
            .put("delimiter", "")
            .put("marker", marker)
            .put("maxKeys", most);
    ArrayNode contents = body.putArray("contents");
    boolean truncated = false;
    for (Map.Entry<String, BosObject> entry : bucket.objects().tailMap(marker, false).entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        truncated = contents.size() == most;
        if (truncated) {
          break;
        }
        contents.add(listed(entry.getKey(), entry.getValue()));
      }
    }
    return HttpAnswer.json(200, body.put("isTruncated", truncated));
  }

  private static ObjectNode listed(String key, BosObject object) {
    ObjectNode listed =
        made(object)
            .put("key", key)
            .put("size", object.content().length)
            .put("storageClass", object.carried().storageClass());
    listed.putObject("owner").put("id", "owner").put("displayName", "owner");
    return listed;
  }

  HttpAnswer uploads(HttpRequest request) {
    String prefix = request.parameter("prefix").orElse("");
    String marker = request.parameter("keyMarker").orElse("");
    int most = most(request, "maxUploads");
    Comparator<? super String> order = bucket.objects().comparator();
    List<BosUpload> after = new ArrayList<>(bucket.uploads().values());
    after.removeIf(
        upload ->
            !upload.key().startsWith(prefix)
                || (!marker.isEmpty() && order.compare(upload.key(), marker) <= 0));
    after.sort(Comparator.comparing(BosUpload::key, order));
    int end = Math.min(most, after.size());
    while (0 < end && end < after.size() && after.get(end).key().equals(after.get(end - 1).key())) {
      end++;
    }
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("bucket", bucketName)
            .put("prefix", prefix)
            .put("keyMarker", marker)
            .put("maxUploads", most)
            .put("isTruncated", end < after.size());
    if (end < after.size()) {
      body.put("nextKeyMarker", after.get(end - 1).key());
    }
    ArrayNode uploads = body.putArray("uploads");
    after
        .subList(0, end)
        .forEach(
            upload ->
                uploads
                    .addObject()
                    .put("key", upload.key())
                    .put("uploadId", upload.id())
                    .put("initiated", upload.initiated().toString()));
    return HttpAnswer.json(200, body);
  }

  HttpAnswer parts(HttpRequest request, String key) {
    BosUpload upload = bucket.upload(request.parameter("uploadId").orElse(""), key);
    int marker = Integer.parseInt(request.parameter("partNumberMarker").orElse("0"));
    int most = most(request, "maxParts");
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("bucket", bucketName)
            .put("key", key)
            .put("uploadId", upload.id())
            .put("partNumberMarker", marker)
            .put("maxParts", most);
    ArrayNode parts = body.putArray("parts");
    int last = marker;
    for (Map.Entry<Integer, BosObject> part : upload.parts().tailMap(marker, false).entrySet()) {
      if (parts.size() == most) {
        break;
      }
      last = part.getKey();
      parts.add(
          made(part.getValue())
              .put("partNumber", last)
              .put("size", part.getValue().content().length));
    }
    boolean truncated = !upload.parts().tailMap(last, false).isEmpty();
    return HttpAnswer.json(
        200, body.put("nextPartNumberMarker", last).put("isTruncated", truncated));
  }

  private int most(HttpRequest request, String parameter) {
    int asked = request.parameter(parameter).map(Integer::valueOf).orElse(MOST);
    return Math.min(asked, Math.min(MOST, pageSize));
  }
}
