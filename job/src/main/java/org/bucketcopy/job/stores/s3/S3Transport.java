package org.bucketcopy.job.stores.s3;

import java.util.Optional;
import org.bucketcopy.job.stores.RequestLimits;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;

/**
 * How requests are carried.
 *
 * @param connections maximum at a time
 * @param limits of every request
 * @param proxy that they go through; empty for what the surroundings of the JVM say
 */
record S3Transport(int connections, RequestLimits limits, Optional<ProxyConfiguration> proxy) {
  /** Whether there is a proxy, which some of the endpoints may be exempt from. */
  boolean hasProxy() {
    return proxy.orElseGet(() -> ProxyConfiguration.builder().build()).host() != null;
  }
}
