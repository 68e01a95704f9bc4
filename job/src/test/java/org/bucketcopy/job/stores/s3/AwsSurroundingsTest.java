package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bucketcopy.job.stores.LocatedSettings;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Openers;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.planner.model.Bucket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS's own configuration says is followed, and then said to everybody. */
class AwsSurroundingsTest {
  private static final Bucket BUCKET = new Bucket("s3", "dst");
  private static final MapSettings NONE = new MapSettings(Map.of());

  @TempDir Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final Properties properties = new Properties();

  /** System properties, as they were before. */
  private static final class Properties {
    private final Map<String, String> before = new HashMap<>();

    void set(String name, String value) {
      before.putIfAbsent(name, System.getProperty(name, ""));
      System.setProperty(name, value);
    }

    void restore() {
      before.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              System.clearProperty(name);
            } else {
              System.setProperty(name, value);
            }
          });
    }
  }

  @BeforeEach
  void noFilesOfThisMachine() {
    properties.set("aws.configFile", directory.resolve("config").toString());
    properties.set("aws.sharedCredentialsFile", directory.resolve("credentials").toString());
  }

  @AfterEach
  void restore() {
    properties.restore();
  }

  @Test
  void withoutAnySettingItIsAmazonsOwn() {
    assertThat(location(NONE))
        .containsEntry("endpoint", "s3.amazonaws.com")
        .containsEntry("endpoint.fips", "false")
        .containsEntry("bucketcopy.dual-stack", "false")
        .containsEntry("path.style.access", "false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"})
  void theEnvironmentIsFollowed(String variable) {
    environment.put(variable, "http://store.example:9000");

    assertThat(location(NONE))
        .containsEntry("endpoint", "http://store.example:9000")
        .containsEntry("path.style.access", "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws.endpointUrlS3", "aws.endpointUrl"})
  void systemPropertiesAreFollowed(String property) {
    properties.set(property, "http://store.example:9000");
    environment.put("AWS_ENDPOINT_URL_S3", "http://other.example");

    assertThat(location(NONE)).containsEntry("endpoint", "http://store.example:9000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        [default]
        endpoint_url = http://store.example:9000
        """,
        """
        [default]
        endpoint_url = http://other
        s3 =
          endpoint_url = http://store.example:9000
        """,
        """
        [default]
        services = mine
        endpoint_url = http://other
        [services mine]
        s3 =
          endpoint_url = http://store.example:9000
        """
      })
  void theProfileIsFollowed(String config) throws IOException {
    write(config);

    assertThat(location(NONE)).containsEntry("endpoint", "http://store.example:9000");
  }

  @Test
  void theChosenProfileIsFollowed() throws IOException {
    write(
        """
        [default]
        endpoint_url = http://other
        [profile chosen]
        region = eu-west-1
        use_fips_endpoint = true
        use_dualstack_endpoint = true
        """);
    properties.set("aws.profile", "chosen");

    assertThat(location(NONE))
        .containsEntry("endpoint", "s3.amazonaws.com")
        .containsEntry("endpoint.region", "eu-west-1")
        .containsEntry("endpoint.fips", "true")
        .containsEntry("bucketcopy.dual-stack", "true");
  }

  @Test
  void configuredEndpointsCanBeIgnored() throws IOException {
    environment.put("AWS_ENDPOINT_URL", "http://other");
    environment.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    assertThat(location(NONE)).containsEntry("endpoint", "s3.amazonaws.com");

    environment.remove("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    write("[default]\nignore_configured_endpoint_urls = true\n");
    assertThat(location(NONE)).containsEntry("endpoint", "s3.amazonaws.com");
  }

  @Test
  void aBlankVariableIsNone() {
    environment.put("AWS_ENDPOINT_URL_S3", " ");
    environment.put("AWS_ENDPOINT_URL", "http://store.example");

    assertThat(location(NONE)).containsEntry("endpoint", "http://store.example");
  }

  @Test
  void theSettingsGoFirst() throws IOException {
    write(
        "[default]\nregion = eu-west-1\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\n");
    properties.set("aws.endpointUrlS3", "http://other");
    Map<String, String> own =
        Map.of(
            "endpoint",
            "s3.amazonaws.com",
            "endpoint.region",
            "us-west-2",
            "endpoint.fips",
            "false");

    assertThat(location(new MapSettings(own)))
        .containsAllEntriesOf(own)
        .containsEntry("bucketcopy.dual-stack", "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://store.example:9000", "s3.us-gov-west-1.amazonaws.com"})
  void aLocationIsTheSameInEverySurroundings(String endpoint) throws IOException {
    write("[default]\nregion = eu-west-1\nuse_dualstack_endpoint = true\n");
    MapSettings settings = endpoint.isEmpty() ? NONE : NONE.with("endpoint", endpoint);
    Map<String, String> found = location(settings);

    write("no profile at all");
    properties.set("aws.endpointUrlS3", "http://other");
    properties.set("aws.region", "us-west-2");
    properties.set("aws.useFipsEndpoint", "true");
    environment.put("AWS_ENDPOINT_URL_S3", "http://other");

    assertThat(location(new LocatedSettings(settings, found))).isEqualTo(found);
  }

  @Test
  void whatCannotBeReadIsTold() throws IOException {
    write("no profile at all");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> location(NONE))
        .withMessageContaining("AWS's configuration on this machine");
  }

  @Test
  void noOtherHostIsTakenForAFipsEndpoint() {
    properties.set("aws.useFipsEndpoint", "true");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> location(NONE.with("endpoint", "http://store.example")))
        .withMessageContaining("FIPS")
        .withMessageContaining("store.example");
    assertThat(location(NONE.with("endpoint", "https://s3-fips.us-west-2.amazonaws.com")))
        .containsEntry("endpoint.region", "us-west-2");
  }

  private void write(String config) throws IOException {
    Files.writeString(directory.resolve("config"), config);
  }

  private Map<String, String> location(StoreSettings settings) {
    return Openers.s3(environment).location(BUCKET, settings);
  }
}
