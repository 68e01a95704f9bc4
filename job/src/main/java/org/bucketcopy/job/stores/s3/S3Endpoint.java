package org.bucketcopy.job.stores.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bucketcopy.job.stores.StoreSettings;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Where requests go.
 *
 * @param address the endpoint; empty for Amazon's own, which follows from the region
 * @param region the region that requests are signed for
 * @param addressing how a request names its bucket
 */
record S3Endpoint(Optional<URI> address, Region region, Addressing addressing) {
  /** How a request names its bucket. */
  enum Addressing {
    /** As the first segment of the path. */
    PATH,
    /** As the first label of the host's name. */
    VIRTUAL_HOST
  }

  private static final String CENTRAL = "s3.amazonaws.com";
  private static final Pattern AWS_HOST = Pattern.compile(".*\\.amazonaws\\.com(\\.cn)?");
  private static final Pattern REGION_IN_HOST =
      Pattern.compile(
          "(?:.*\\.)?s3[.-](?:fips[.-])?(?:dualstack\\.)?(?<region>[a-z]{2,}-[a-z-]+-\\d+)\\..*");

  static S3Endpoint of(StoreSettings settings) {
    String scheme = flag(settings, "connection.ssl.enabled").orElse(true) ? "https" : "http";
    Optional<URI> address =
        settings
            .text("endpoint")
            .or(S3Endpoint::ofEnvironment)
            .map(text -> uri(text, scheme))
            .filter(uri -> !uri.getHost().equalsIgnoreCase(CENTRAL));
    boolean aws = isAws(address);
    Region region =
        settings
            .text("endpoint.region")
            .or(() -> address.flatMap(S3Endpoint::regionInHost))
            .map(Region::of)
            .or(() -> aws ? configuredRegion() : Optional.empty())
            .orElse(Region.US_EAST_1);
    boolean path = flag(settings, "path.style.access").orElse(!aws);
    return new S3Endpoint(address, region, path ? Addressing.PATH : Addressing.VIRTUAL_HOST);
  }

  /** Whether Amazon answers there, whose promises are known. */
  boolean aws() {
    return isAws(address);
  }

  /** Whether a bucket of another region than {@link #region} can be reached from there. */
  boolean crossRegion() {
    return address.isEmpty();
  }

  /**
   * Names the service: Amazon's partition, or the host of the endpoint with its port, if that is
   * not the scheme's own, and its path.
   */
  String service() {
    return address
        .filter(uri -> !aws())
        .map(S3Endpoint::normalised)
        .orElseGet(() -> PartitionMetadata.of(region).id());
  }

  private static boolean isAws(Optional<URI> address) {
    return address
        .map(uri -> AWS_HOST.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches())
        .orElse(true);
  }

  /** The SDK would follow these by itself; read here, so that the profile is of the same store. */
  private static Optional<String> ofEnvironment() {
    return Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
        .flatMap(name -> Optional.ofNullable(System.getenv(name)).stream())
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  private static URI uri(String text, String scheme) {
    try {
      URI uri = new URI(text.contains("://") ? text : scheme + "://" + text);
      if (uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the setting endpoint is no URI: " + e.getReason(), e);
    }
    throw new IllegalArgumentException(
        "the setting endpoint must be like https://host:port, without a login");
  }

  private static Optional<String> regionInHost(URI uri) {
    Matcher host = REGION_IN_HOST.matcher(uri.getHost().toLowerCase(Locale.ROOT));
    return isAws(Optional.of(uri)) && host.matches()
        ? Optional.of(host.group("region"))
        : Optional.empty();
  }

  private static Optional<Region> configuredRegion() {
    try {
      return Optional.of(
          new AwsRegionProviderChain(
                  new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
              .getRegion());
    } catch (SdkClientException noneConfigured) {
      return Optional.empty();
    }
  }

  private static String normalised(URI uri) {
    int standard = uri.getScheme().equalsIgnoreCase("http") ? 80 : 443;
    String port = uri.getPort() < 0 || uri.getPort() == standard ? "" : ":" + uri.getPort();
    String path = uri.getPath().replaceAll("/+$", "");
    return uri.getHost().toLowerCase(Locale.ROOT) + port + path;
  }

  private static Optional<Boolean> flag(StoreSettings settings, String name) {
    return settings
        .text(name)
        .map(
            value ->
                switch (value.toLowerCase(Locale.ROOT)) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw new IllegalArgumentException(
                          "the setting " + name + " must be true or false, not " + value);
                });
  }
}
