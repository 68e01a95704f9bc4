package org.bucketcopy.job.servers.virtual;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;

/**
 * An object that is not merely a bit.
 *
 * @param etag without quotes
 * @param modified to the second
 */
record StoredObject(Content content, String etag, Instant modified, Properties properties) {

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
    return new StoredObject(content, otherEtag, modified, properties);
  }

  StoredObject with(Properties other) {
    return new StoredObject(content, etag, modified, other);
  }
}
