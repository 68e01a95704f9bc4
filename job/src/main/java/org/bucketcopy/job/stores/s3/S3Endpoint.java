package org.bucketcopy.job.stores.s3;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.net.URI;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bucketcopy.job.stores.EndpointUri;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.job.stores.s3.direct.KnownEndpoint;
import org.bucketcopy.job.stores.s3.direct.KnownEndpoint.Addressing;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Where requests go.
 *
 * @param address the endpoint; empty for Amazon's own, which follows from the region
 * @param region the region that requests are signed for
 * @param addressing how a request names its bucket
 * @param variants which of Amazon's own endpoints it is; none where there is an address
 */
record S3Endpoint(
    Optional<URI> address, Region region, Addressing addressing, Set<Variant> variants) {
  static final String ADDRESS = "endpoint";
  static final String REGION = "endpoint.region";
  static final String FIPS = "endpoint.fips";
  static final String DUAL_STACK = "bucketcopy.dual-stack";
  private static final String PATH_STYLE = "path.style.access";

  /** Endpoints that Amazon has beside the usual one of a region. */
  enum Variant {
    /** With cryptography that is validated by FIPS 140. */
    FIPS,
    /** By IPv6 too. */
    DUAL_STACK
  }

  private static final String CENTRAL = "s3.amazonaws.com";

  /** Servers that Amazon's customers run on its machines are under the same domain. */
  private static final Pattern AWS_HOST =
      Pattern.compile(
          "(?:.*\\.)?s3[a-z0-9-]*(?:\\.dualstack)?(?:\\.[a-z]{2,}(?:-[a-z]+)+-\\d+)?(?:\\.vpce)?"
              + "\\.amazonaws\\.com(?:\\.cn)?");

  private static final Pattern REGION_IN_HOST =
      Pattern.compile(
          "(?:.*\\.)?s3[.-](?:fips[.-])?(?:dualstack\\.)?(?<region>[a-z]{2,}-[a-z-]+-\\d+)\\..*");

  S3Endpoint {
    variants = Sets.immutableEnumSet(variants);
  }

  /** What the settings say, and nothing else. */
  static S3Endpoint of(StoreSettings settings) {
    return of(settings, name -> Optional.empty());
  }

  /**
   * What the settings say.
   *
   * @param surroundings say what the settings leave open
   * @throws IllegalArgumentException if a setting is wrong
   */
  static S3Endpoint of(StoreSettings settings, Function<String, Optional<String>> surroundings) {
    String scheme =
        flag("connection.ssl.enabled", settings.text("connection.ssl.enabled")).orElse(true)
            ? "https"
            : "http";
    Optional<URI> address =
        settings
            .text(ADDRESS)
            .or(() -> surroundings.apply(ADDRESS))
            .map(text -> EndpointUri.of("the endpoint (fs.s3a.endpoint or AWS's)", text, scheme))
            .filter(uri -> !uri.getHost().equalsIgnoreCase(CENTRAL));
    boolean aws = isAws(address);
    Region region =
        settings
            .text(REGION)
            .or(() -> address.flatMap(S3Endpoint::regionInHost))
            .or(() -> aws ? surroundings.apply(REGION) : Optional.empty())
            .map(Region::of)
            .orElse(Region.US_EAST_1);
    boolean path = flag(PATH_STYLE, settings.text(PATH_STYLE)).orElse(!aws);
    return new S3Endpoint(
        address,
        region,
        path ? Addressing.PATH : Addressing.VIRTUAL_HOST,
        variants(address, name -> settings.text(name).or(() -> surroundings.apply(name))));
  }

  private static Set<Variant> variants(
      Optional<URI> address, Function<String, Optional<String>> settings) {
    boolean fips = flag(FIPS, settings.apply(FIPS)).orElse(false);
    if (fips && address.filter(uri -> !uri.getHost().contains("-fips.")).isPresent()) {
      throw new IllegalArgumentException(
          "a FIPS endpoint is asked for (fs.s3a.endpoint.fips, AWS_USE_FIPS_ENDPOINT or"
              + " use_fips_endpoint), and the endpoint is "
              + address.orElseThrow().getHost());
    }
    Set<Variant> variants = EnumSet.noneOf(Variant.class);
    if (address.isEmpty()) {
      if (fips) {
        variants.add(Variant.FIPS);
      }
      if (flag(DUAL_STACK, settings.apply(DUAL_STACK)).orElse(false)) {
        variants.add(Variant.DUAL_STACK);
      }
    }
    return variants;
  }

  /** The same with its address; empty if that follows from the region and the bucket. */
  Optional<KnownEndpoint> known() {
    return address.map(uri -> new KnownEndpoint(uri, region, addressing));
  }

  /** The settings that say all of this. */
  Map<String, String> settings() {
    return ImmutableMap.of(
        ADDRESS,
        address.map(URI::toString).orElse(CENTRAL),
        REGION,
        region.id(),
        PATH_STYLE,
        String.valueOf(addressing == Addressing.PATH),
        FIPS,
        String.valueOf(variants.contains(Variant.FIPS)),
        DUAL_STACK,
        String.valueOf(variants.contains(Variant.DUAL_STACK)));
  }

  /** Whether {@code sent} goes to this endpoint, or to Amazon if that is the endpoint. */
  boolean isOf(SdkHttpRequest sent) {
    String host = sent.host().toLowerCase(Locale.ROOT);
    return address
        .map(
            uri ->
                isIn(host, uri.getHost().toLowerCase(Locale.ROOT))
                    && sent.port() == EndpointUri.port(uri)
                    && sent.protocol().equalsIgnoreCase(uri.getScheme()))
        .orElseGet(
            () ->
                isIn(host, PartitionMetadata.of(region).dnsSuffix())
                    && sent.protocol().equals("https"));
  }

  private static boolean isIn(String host, String domain) {
    return host.equals(domain) || host.endsWith("." + domain);
  }

  /** Whether Amazon answers there, whose promises are known. */
  boolean aws() {
    return isAws(address);
  }

  /** Whether a bucket of another region than {@link #region} can be reached from there. */
  boolean crossRegion() {
    return address.isEmpty();
  }

  /** Names the service: Amazon's partition, or that of the endpoint's address. */
  String service() {
    return address
        .filter(uri -> !aws())
        .map(EndpointUri::service)
        .orElseGet(() -> PartitionMetadata.of(region).id());
  }

  private static boolean isAws(Optional<URI> address) {
    return address
        .map(uri -> AWS_HOST.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches())
        .orElse(true);
  }

  private static Optional<String> regionInHost(URI uri) {
    Matcher host = REGION_IN_HOST.matcher(uri.getHost().toLowerCase(Locale.ROOT));
    return isAws(Optional.of(uri)) && host.matches()
        ? Optional.of(host.group("region"))
        : Optional.empty();
  }

  /**
   * A setting that is true or false.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Optional<Boolean> flag(String name, Optional<String> text) {
    return text.map(
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
