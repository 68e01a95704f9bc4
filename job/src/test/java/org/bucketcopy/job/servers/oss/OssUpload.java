package org.bucketcopy.job.servers.oss;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ascii;
import com.google.common.io.BaseEncoding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A multipart upload that is going on. */
final class OssUpload {
  /** A part that is held. */
  record Part(Content content, String etag, Instant modified) {
    static Part of(Content content) {
      return new Part(content, content.md5(), Instant.now());
    }
  }

  private final String id;
  private final String key;
  private final Instant initiated = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final String storageClass;
  private final Map<String, String> headers;
  private final Map<String, String> tags;
  private final NavigableMap<Integer, Part> parts = new TreeMap<>();

  OssUpload(
      String id,
      String key,
      String storageClass,
      Map<String, String> headers,
      Map<String, String> tags) {
    this.id = id;
    this.key = key;
    this.storageClass = storageClass;
    this.headers = headers;
    this.tags = tags;
  }

  String id() {
    return id;
  }

  String key() {
    return key;
  }

  Instant initiated() {
    return initiated;
  }

  NavigableMap<Integer, Part> parts() {
    return parts;
  }

  /** The object of the chosen parts; its ETag is no digest of its bytes. */
  OssObject object(List<Part> chosen) {
    String etags = chosen.stream().map(Part::etag).collect(Collectors.joining(","));
    String digest = BaseEncoding.base16().encode(Content.md5Digest().digest(etags.getBytes(UTF_8)));
    return new OssObject(
        Content.joined(chosen.stream().map(Part::content).toList()),
        Ascii.toUpperCase(digest) + "-" + chosen.size(),
        "Multipart",
        storageClass,
        headers,
        tags,
        Instant.now());
  }
}
