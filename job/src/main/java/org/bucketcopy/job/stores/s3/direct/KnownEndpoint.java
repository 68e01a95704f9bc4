package org.bucketcopy.job.stores.s3.direct;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;

/**
 * An endpoint whose address is known.
 *
 * @param address its scheme, host, port and path
 * @param region the region that requests are signed for
 * @param addressing how a request names its bucket
 */
public record KnownEndpoint(URI address, Region region, Addressing addressing) {
  /** How a request names its bucket. */
  public enum Addressing {
    /** As the first segment of the path. */
    PATH,
    /** As the first label of the host's name. */
    VIRTUAL_HOST
  }

  /** Whether a request for {@code bucket}, or {@code key} in it, goes where {@code sent} went. */
  public boolean reached(SdkHttpRequest sent, String bucket, Optional<String> key) {
    return S3Address.of(this, bucket, key).isOf(sent);
  }
}
