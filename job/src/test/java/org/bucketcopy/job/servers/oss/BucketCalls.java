package org.bucketcopy.job.servers.oss;

import static org.bucketcopy.job.servers.oss.OssReply.element;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The calls that look at a bucket. */
final class BucketCalls {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final int pageSize;

  /**
   * @param pageSize most entries of a page, whatever the request asks for
   */
  BucketCalls(int pageSize) {
    this.pageSize = pageSize;
  }

  OssReply info(OssBucket bucket) {
    return OssReply.xml(
        "<BucketInfo><Bucket>"
            + element("Name", bucket.name())
            + element("Location", bucket.location())
            + element("StorageClass", "Standard")
            + (bucket.versioned() ? element("Versioning", "Enabled") : "")
            + "</Bucket></BucketInfo>");
  }

  OssReply objects(OssBucket bucket, OssRequest request) {
    if (request.has("delimiter")) {
      throw new OssRefusal(501, "NotImplemented", "This server knows no delimiter.");
    }
    boolean second = request.parameter("list-type").equals("2");
    String after = request.parameter(second ? "start-after" : "marker");
    if (second && request.has("continuation-token")) {
      after = OssEncoding.decode(request.parameter("continuation-token"));
    }
    int most = request.count("max-keys", pageSize);
    List<Map.Entry<String, OssObject>> found =
        bucket.objects().tailMap(after, false).entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(request.parameter("prefix")))
            .limit(most + 1L)
            .toList();
    List<Map.Entry<String, OssObject>> page = found.subList(0, Math.min(most, found.size()));
    return OssReply.xml(
        "<ListBucketResult>"
            + element("Name", bucket.name())
            + (isEncoded(request) ? element("EncodingType", "url") : "")
            + element("IsTruncated", found.size() > most)
            + (second ? element("KeyCount", page.size()) : "")
            + (found.size() > most ? next(second, request, page.get(page.size() - 1).getKey()) : "")
            + page.stream()
                .map(entry -> object(request, entry.getKey(), entry.getValue()))
                .collect(Collectors.joining())
            + "</ListBucketResult>");
  }

  private static String next(boolean second, OssRequest request, String last) {
    return second
        ? element("NextContinuationToken", OssEncoding.encode(last))
        : element("NextMarker", written(request, last));
  }

  private static String object(OssRequest request, String key, OssObject object) {
    return "<Contents>"
        + element("Key", written(request, key))
        + element("LastModified", TIME.format(object.modified()))
        + element("ETag", "\"" + object.etag() + "\"")
        + element("Type", object.type())
        + element("Size", object.content().size())
        + element("StorageClass", object.storageClass())
        + "</Contents>";
  }

  OssReply uploads(OssBucket bucket, OssRequest request) {
    int most = request.count("max-uploads", pageSize);
    Comparator<OssUpload> order = Comparator.comparing(OssUpload::key).thenComparing(OssUpload::id);
    List<OssUpload> found = new ArrayList<>();
    bucket.uploads().values().stream()
        .filter(upload -> upload.key().startsWith(request.parameter("prefix")))
        .filter(upload -> after(upload, request))
        .sorted(order)
        .limit(most + 1L)
        .forEach(found::add);
    List<OssUpload> page = found.subList(0, Math.min(most, found.size()));
    boolean truncated = found.size() > most;
    return OssReply.xml(
        "<ListMultipartUploadsResult>"
            + element("Bucket", bucket.name())
            + (isEncoded(request) ? element("EncodingType", "url") : "")
            + element("IsTruncated", truncated)
            + (truncated ? next(request, page.get(page.size() - 1)) : "")
            + page.stream().map(upload -> upload(request, upload)).collect(Collectors.joining())
            + "</ListMultipartUploadsResult>");
  }

  private static boolean after(OssUpload upload, OssRequest request) {
    int keys = upload.key().compareTo(request.parameter("key-marker"));
    boolean later = upload.id().compareTo(request.parameter("upload-id-marker")) > 0;
    return keys > 0 || (keys == 0 && request.has("upload-id-marker") && later);
  }

  private static String next(OssRequest request, OssUpload last) {
    return element("NextKeyMarker", written(request, last.key()))
        + element("NextUploadIdMarker", last.id());
  }

  private static String upload(OssRequest request, OssUpload upload) {
    return "<Upload>"
        + element("Key", written(request, upload.key()))
        + element("UploadId", upload.id())
        + element("Initiated", TIME.format(upload.initiated()))
        + "</Upload>";
  }

  private static String written(OssRequest request, String key) {
    return isEncoded(request) ? OssEncoding.encode(key) : key;
  }

  private static boolean isEncoded(OssRequest request) {
    return request.parameter("encoding-type").equals("url");
  }
}
