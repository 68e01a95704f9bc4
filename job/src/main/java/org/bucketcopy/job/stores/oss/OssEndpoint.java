package org.bucketcopy.job.stores.oss;

import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bucketcopy.job.stores.EndpointUri;
import org.bucketcopy.job.stores.StoreSettings;

/**
 * Where OSS is reached.
 *
 * @param url with scheme and host, without a bucket
 * @param region the region that requests are signed for, as {@code cn-hangzhou}
 */
record OssEndpoint(String url, String region) {
  private static final String URL = "endpoint";
  private static final String REGION = "region";
  private static final String CLOUD = "aliyuncs.com";

  /**
   * Public, internal and dual-stack hosts of one region
   * (alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints).
   */
  private static final Pattern REGIONAL_HOST =
      Pattern.compile(
          "(?:oss-(?<region>[a-z0-9-]+?)(?:-internal)?|(?<dual>[a-z0-9-]+)\\.oss)\\.aliyuncs\\.com");

  /** What the settings say. */
  static OssEndpoint of(StoreSettings settings) {
    return of(settings.text(URL), settings.text(REGION));
  }

  /** The settings that say all of this. */
  Map<String, String> settings() {
    return ImmutableMap.of(URL, url, REGION, region);
  }

  /**
   * The endpoint of a region, or the region of an endpoint.
   *
   * @param endpoint a host, with or without a scheme; https where there is none
   * @param region a region, with or without {@code oss-} before it
   * @throws IllegalArgumentException if the two do not say where OSS is and whom to sign for
   */
  static OssEndpoint of(Optional<String> endpoint, Optional<String> region) {
    Optional<String> plainRegion = region.map(OssEndpoint::plainRegion);
    if (endpoint.isEmpty()) {
      return plainRegion
          .map(known -> new OssEndpoint("https://oss-" + known + "." + CLOUD, known))
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "OSS needs fs.oss.endpoint or fs.oss.region, and neither is set"));
    }
    String url = EndpointUri.of("fs.oss.endpoint", endpoint.get(), "https").toString();
    String host = host(url);
    String signedFor =
        plainRegion
            .or(() -> regionOf(host))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "fs.oss.region has to be set, since fs.oss.endpoint ("
                            + host
                            + ") does not name the region"));
    return new OssEndpoint(url, signedFor);
  }

  /** The region in the form that requests are signed for: {@code oss-cn-x} is {@code cn-x}. */
  static String plainRegion(String region) {
    return region.startsWith("oss-") ? region.substring("oss-".length()) : region;
  }

  /**
   * Names the service behind the endpoint: one for all regions of Alibaba Cloud, so that a copy
   * between two of them is refused for the region and not for the service.
   */
  String service() {
    String host = host(url);
    boolean cloud = host.equals(CLOUD) || host.endsWith("." + CLOUD);
    return "oss:" + (cloud ? CLOUD : EndpointUri.service(URI.create(url)));
  }

  private static Optional<String> regionOf(String host) {
    Matcher regional = REGIONAL_HOST.matcher(host);
    if (!regional.matches() || host.startsWith("oss-accelerate")) {
      return Optional.empty();
    }
    return Optional.ofNullable(regional.group("region"))
        .or(() -> Optional.ofNullable(regional.group("dual")));
  }

  private static String host(String url) {
    return URI.create(url).getHost().toLowerCase(Locale.ROOT);
  }
}
