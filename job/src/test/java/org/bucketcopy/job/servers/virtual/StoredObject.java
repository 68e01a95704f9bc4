package org.bucketcopy.job.servers.virtual;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An object that is not merely a bit.
 *
 * @param etag without quotes
 * @param modified to the second
 * @param partSizes of the parts that it was made of; none if it was made by one call
 */
record StoredObject(
    Content content,
    String etag,
    Instant modified,
    Properties properties,
    ImmutableList<Long> partSizes) {
  /** An object that was made by one call. */
  StoredObject(Content content, String etag, Instant modified, Properties properties) {
    this(content, etag, modified, properties, ImmutableList.of());
  }

  /** An object that was made of parts of these sizes, with the ETag that they make. */
  static StoredObject ofParts(Content content, List<Long> sizes) {
    List<String> etags = new ArrayList<>();
    long first = 0;
    for (long size : sizes) {
      etags.add(content.partEtag(first, first + size - 1));
      first += size;
    }
    return new StoredObject(
        content, Md5.composite(etags), LONG_AGO, Properties.PLAIN, ImmutableList.copyOf(sizes));
  }

  /** When every synthetic object was written. */
  static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * What an object has beside its content.
   *
   * @param headers lines of an HTTP answer, each with its end
   * @param storageClass as in {@code x-amz-storage-class}
   */
  record Properties(String headers, String storageClass, ImmutableMap<String, String> tags) {
    static final Properties PLAIN =
        new Properties("Content-Type: binary/octet-stream\r\n", "STANDARD", ImmutableMap.of());
  }

  /** An object of one plain PUT or CopyObject, written now. */
  static StoredObject whole(Content content, Properties properties) {
    return new StoredObject(content, content.identity(), Instant.now(), properties);
  }

  StoredObject with(String otherEtag) {
    return new StoredObject(content, otherEtag, modified, properties, partSizes);
  }

  StoredObject with(Properties other) {
    return new StoredObject(content, etag, modified, other, partSizes);
  }
}
