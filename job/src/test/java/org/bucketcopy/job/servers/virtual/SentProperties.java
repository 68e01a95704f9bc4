package org.bucketcopy.job.servers.virtual;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map.Entry;
import org.bucketcopy.job.servers.HeaderQuirk;

/** What a request says that an object is to have beside its content. */
final class SentProperties {
  private static final ImmutableSet<String> KEPT =
      ImmutableSet.of(
          "cache-control",
          "content-disposition",
          "content-language",
          "expires",
          "x-amz-website-redirect-location");

  private SentProperties() {}

  /** Those of PUT and of CreateMultipartUpload. */
  static StoredObject.Properties of(Request request, HeaderQuirk quirk) {
    return new StoredObject.Properties(
        headers(request, quirk), storageClass(request), Tags.fromHeader(request));
  }

  /** Those of CopyObject: the source's, where the request does not replace them. */
  static StoredObject.Properties ofCopy(
      Request request, StoredObject.Properties source, HeaderQuirk quirk) {
    String headers =
        replaces(request, "x-amz-metadata-directive") ? headers(request, quirk) : source.headers();
    ImmutableMap<String, String> tags =
        replaces(request, "x-amz-tagging-directive") ? Tags.fromHeader(request) : source.tags();
    return new StoredObject.Properties(headers, storageClass(request), tags);
  }

  private static boolean replaces(Request request, String directive) {
    return request.header(directive).filter("REPLACE"::equals).isPresent();
  }

  private static String storageClass(Request request) {
    return request.header("x-amz-storage-class").orElse("STANDARD");
  }

  private static String headers(Request request, HeaderQuirk quirk) {
    StringBuilder lines = new StringBuilder();
    for (Entry<String, String> header : request.headers()) {
      String name = Ascii.toLowerCase(header.getKey());
      if (KEPT.contains(name) || name.startsWith("x-amz-meta-")) {
        line(lines, name, quirk.held(name, header.getValue()));
      }
    }
    request
        .header("content-encoding")
        .map(value -> value.replaceFirst("^aws-chunked,?\\s*", ""))
        .filter(value -> !value.isEmpty())
        .ifPresent(value -> line(lines, "Content-Encoding", value));
    String type = request.header("content-type").orElse("binary/octet-stream");
    line(lines, "Content-Type", type);
    return lines.toString();
  }

  private static void line(StringBuilder lines, String name, String value) {
    lines.append(name).append(": ").append(value).append("\r\n");
  }
}
