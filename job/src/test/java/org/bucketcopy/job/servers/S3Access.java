package org.bucketcopy.job.servers;

import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.util.Map;

/**
 * How a test reaches an S3 server.
 *
 * @param endpoint where it listens
 * @param accessKey the name of its only user
 * @param secretKey that user's key
 */
public record S3Access(URI endpoint, String accessKey, String secretKey) {
  /** The store settings, without {@code fs.s3a.}. */
  public Map<String, String> settings() {
    return ImmutableMap.of(
        "endpoint", endpoint.toString(), "access.key", accessKey, "secret.key", secretKey);
  }
}
