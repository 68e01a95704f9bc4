package org.bucketcopy.job.stores.s3;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.endpoint.DualstackEnabledProvider;
import software.amazon.awssdk.awscore.endpoint.FipsEnabledProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Where the surroundings of this JVM lead, as AWS's tools read them: system properties, environment
 * and the profile in {@code ~/.aws} (docs.aws.amazon.com/sdkref/latest/guide/settings-reference).
 * The SDK's clients would read them too, each in its own JVM; ours are given what is read here.
 */
final class AwsSurroundings {
  private static final String NOT_CONFIGURED = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

  private final Map<String, String> environment;

  /**
   * @param environment the variables of the process
   */
  AwsSurroundings(Map<String, String> environment) {
    this.environment = ImmutableMap.copyOf(environment);
  }

  /**
   * What they say of a setting of S3A; read anew by every call.
   *
   * @throws IllegalArgumentException if they cannot be read
   */
  Optional<String> text(String name) {
    try {
      return switch (name) {
        case S3Endpoint.ADDRESS -> endpoint();
        case S3Endpoint.REGION -> region().map(Region::id);
        case S3Endpoint.FIPS ->
            FipsEnabledProvider.builder().build().isFipsEnabled().map(Object::toString);
        case S3Endpoint.DUAL_STACK ->
            DualstackEnabledProvider.builder().build().isDualstackEnabled().map(Object::toString);
        default -> Optional.empty();
      };
    } catch (RuntimeException unreadable) {
      throw new IllegalArgumentException(
          "AWS's configuration on this machine cannot be used: " + unreadable.getMessage(),
          unreadable);
    }
  }

  private Optional<String> endpoint() {
    Optional<ProfileFile> files = Optional.of(ProfileFile.defaultProfileFile());
    Optional<Profile> profile =
        files.flatMap(
            file -> file.profile(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow()));
    Function<String, Optional<String>> ofProfile =
        name -> profile.flatMap(known -> known.property(name));
    boolean ignored =
        variable(NOT_CONFIGURED)
            .or(() -> ofProfile.apply("ignore_configured_endpoint_urls"))
            .filter("true"::equalsIgnoreCase)
            .isPresent();
    if (ignored) {
      return Optional.empty();
    }
    Optional<String> ofServices =
        ofProfile
            .apply("services")
            .flatMap(name -> files.flatMap(file -> file.getSection("services", name)))
            .flatMap(section -> section.property("s3.endpoint_url"));
    return Stream.of(
            Optional.ofNullable(System.getProperty("aws.endpointUrlS3")),
            Optional.ofNullable(System.getProperty("aws.endpointUrl")),
            variable("AWS_ENDPOINT_URL_S3"),
            variable("AWS_ENDPOINT_URL"),
            ofServices,
            ofProfile.apply("s3.endpoint_url"),
            ofProfile.apply("endpoint_url"))
        .flatMap(Optional::stream)
        .map(String::strip)
        .filter(url -> !url.isEmpty())
        .findFirst();
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  private static Optional<Region> region() {
    try {
      return Optional.of(
          new AwsRegionProviderChain(
                  new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
              .getRegion());
    } catch (SdkClientException noneConfigured) {
      return Optional.empty();
    }
  }
}
