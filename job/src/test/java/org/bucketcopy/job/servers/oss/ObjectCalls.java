package org.bucketcopy.job.servers.oss;

import static org.bucketcopy.job.servers.oss.OssReply.element;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** The calls on a whole object. */
final class ObjectCalls {
  private static final Set<String> KEPT =
      ImmutableSet.of(
          "content-type",
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "expires",
          "x-oss-restore",
          "x-oss-server-side-encryption");
  private static final DateTimeFormatter HTTP_TIME =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
  private static final long GB = 1L << 30;

  /** What an object carries of the headers it was sent with; a type is always given. */
  static Map<String, String> kept(Map<String, String> headers) {
    ImmutableMap.Builder<String, String> kept = ImmutableMap.builder();
    kept.put("content-type", "application/octet-stream");
    headers.forEach(
        (name, value) -> {
          if (KEPT.contains(name) || name.startsWith("x-oss-meta-")) {
            kept.put(name, value);
          }
        });
    return kept.buildKeepingLast();
  }

  OssReply head(OssBucket bucket, OssRequest request) {
    OssObject object = bucket.object(request.key());
    return shown(object, OssReply.empty(200))
        .with("Content-Length", Long.toString(object.content().size()));
  }

  /** An answer with what the object carries. */
  static OssReply shown(OssObject object, OssReply bytes) {
    OssReply reply = bytes;
    for (Map.Entry<String, String> header : object.headers().entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply
        .with("ETag", "\"" + object.etag() + "\"")
        .with("Last-Modified", HTTP_TIME.format(object.modified()))
        .with("x-oss-object-type", object.type())
        .with("x-oss-storage-class", object.storageClass())
        .with("x-oss-hash-crc64ecma", object.content().crc64());
  }

  OssReply copy(OssBucket destination, CopiedSource source, OssRequest request) {
    destination.checkWritable(request);
    OssObject original = source.object();
    Optional<String> newClass = request.header("x-oss-storage-class");
    boolean changes = newClass.filter(c -> !c.equals(original.storageClass())).isPresent();
    if (original.content().size() > (changes ? GB : 5 * GB)) {
      throw new OssRefusal(400, "EntityTooLarge", "The object is too large for CopyObject.");
    }
    OssObject copied = original.copiedAs(newClass);
    OssObject described =
        replaces(request, "x-oss-metadata-directive")
            ? copied.withHeaders(kept(request.headers()))
            : copied;
    OssObject made =
        replaces(request, "x-oss-tagging-directive")
            ? described.withTags(UploadCalls.tags(request.header("x-oss-tagging")))
            : described;
    destination.objects().put(request.key(), made);
    return OssReply.xml(
            "<CopyObjectResult>"
                + element("ETag", "\"" + made.etag() + "\"")
                + element("LastModified", BucketCalls.TIME.format(made.modified()))
                + "</CopyObjectResult>")
        .with("x-oss-hash-crc64ecma", made.content().crc64());
  }

  /** Whether a copy is to have what the request says in place of what its source has. */
  static boolean replaces(OssRequest request, String directive) {
    return request.header(directive).filter("replace"::equalsIgnoreCase).isPresent();
  }

  OssReply delete(OssBucket bucket, OssRequest request) {
    bucket.objects().remove(request.key());
    return OssReply.empty(204);
  }

  OssReply tags(OssBucket bucket, OssRequest request) {
    return OssReply.xml(
        bucket.object(request.key()).tags().entrySet().stream()
            .map(
                tag ->
                    "<Tag>"
                        + element("Key", tag.getKey())
                        + element("Value", tag.getValue())
                        + "</Tag>")
            .collect(Collectors.joining("", "<Tagging><TagSet>", "</TagSet></Tagging>")));
  }

  OssReply writeTags(OssBucket bucket, OssRequest request) {
    ImmutableMap.Builder<String, String> tags = ImmutableMap.builder();
    for (Element tag : SentXml.of(request).elements("Tag")) {
      tags.put(SentXml.text(tag, "Key"), SentXml.text(tag, "Value"));
    }
    OssObject object = bucket.object(request.key());
    bucket.objects().put(request.key(), object.withTags(tags.buildOrThrow()));
    return OssReply.empty(200);
  }

  OssReply deleteTags(OssBucket bucket, OssRequest request) {
    OssObject object = bucket.object(request.key());
    bucket.objects().put(request.key(), object.withTags(Map.of()));
    return OssReply.empty(204);
  }
}
