package org.bucketcopy.job.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bucketcopy.job.stores.MapSettings;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.job.stores.TestClock;
import org.bucketcopy.job.stores.s3.direct.KnownEndpoint;
import org.bucketcopy.planner.store.Ability;
import org.bucketcopy.planner.store.StoreLimits;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class S3SettingsTest {
  private static final MapSettings NONE = new MapSettings(Map.of());

  @ParameterizedTest
  @CsvSource({
    "https://minio.example:9000, minio.example:9000, us-east-1, PATH",
    "http://MinIO.example:80/, minio.example, us-east-1, PATH",
    "minio.example, minio.example, us-east-1, PATH",
    "https://gateway.example/s3/, gateway.example/s3, us-east-1, PATH",
    "s3.eu-west-1.amazonaws.com, aws, eu-west-1, VIRTUAL_HOST",
    "s3-eu-west-1.amazonaws.com, aws, eu-west-1, VIRTUAL_HOST",
    "s3.dualstack.eu-west-1.amazonaws.com, aws, eu-west-1, VIRTUAL_HOST",
    "https://bucket.vpce-1a-2b.s3.eu-west-1.vpce.amazonaws.com, aws, eu-west-1, VIRTUAL_HOST",
    "s3.us-gov-west-1.amazonaws.com, aws-us-gov, us-gov-west-1, VIRTUAL_HOST",
    "s3-fips.dualstack.us-east-2.amazonaws.com, aws, us-east-2, VIRTUAL_HOST",
    "s3-accelerate.amazonaws.com, aws, us-east-1, VIRTUAL_HOST",
    "http://ec2-3-1-2-3.compute-1.amazonaws.com:9000, ec2-3-1-2-3.compute-1.amazonaws.com:9000,"
        + " us-east-1, PATH",
    "https://s3-gate-12.eu-west-1.elb.amazonaws.com, s3-gate-12.eu-west-1.elb.amazonaws.com,"
        + " us-east-1, PATH",
    "https://x.execute-api.eu-west-1.amazonaws.com, x.execute-api.eu-west-1.amazonaws.com,"
        + " us-east-1, PATH",
    "s3.cn-north-1.amazonaws.com.cn, aws-cn, cn-north-1, VIRTUAL_HOST",
    "https://s3.amazonaws.com.example, s3.amazonaws.com.example, us-east-1, PATH"
  })
  void theServiceFollowsFromTheEndpoint(
      String text, String service, String region, KnownEndpoint.Addressing addressing) {
    S3Endpoint endpoint = S3Endpoint.of(NONE.with("endpoint", text));

    assertThat(endpoint.service()).isEqualTo(service);
    assertThat(endpoint.region().id()).isEqualTo(region);
    assertThat(endpoint.addressing()).isEqualTo(addressing);
    assertThat(endpoint.aws()).isEqualTo(addressing == KnownEndpoint.Addressing.VIRTUAL_HOST);
  }

  @Test
  void theSettingsOfTheEndpointAreFollowed() {
    MapSettings settings =
        NONE.with("endpoint", "store.example")
            .with("endpoint.region", "moon-1")
            .with("path.style.access", "false")
            .with("connection.ssl.enabled", "false");

    S3Endpoint endpoint = S3Endpoint.of(settings);

    assertThat(endpoint.address().orElseThrow()).hasToString("http://store.example");
    assertThat(endpoint.region().id()).isEqualTo("moon-1");
    assertThat(endpoint.addressing()).isEqualTo(KnownEndpoint.Addressing.VIRTUAL_HOST);
    assertThat(endpoint.crossRegion()).isFalse();
  }

  @Test
  void theCentralEndpointIsNoAddress() {
    S3Endpoint central =
        S3Endpoint.of(
            NONE.with("endpoint", "s3.amazonaws.com").with("endpoint.region", "cn-north-1"));

    assertThat(central.address()).isEmpty();
    assertThat(central.crossRegion()).isTrue();
    assertThat(central.service()).isEqualTo("aws-cn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://user:pass@store.example", "https://", "a b", "http://[1"})
  void anEndpointThatIsNoneIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Endpoint.of(NONE.with("endpoint", text)))
        .withMessageContaining("endpoint")
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("pass"));
  }

  @Test
  void aFlagIsTrueOrFalse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Endpoint.of(NONE.with("path.style.access", "yes")))
        .withMessageContaining("path.style.access");
  }

  @Test
  void onlyAmazonIsTrustedWithConditions() {
    MapSettings own = NONE.with("endpoint", "store.example");

    assertThat(abilities(NONE.with("endpoint", "s3.eu-west-1.amazonaws.com")))
        .isEqualTo(EnumSet.allOf(Ability.class));
    assertThat(abilities(own))
        .containsExactlyInAnyOrder(
            Ability.PART_COPY,
            Ability.SOURCE_CONDITIONS,
            Ability.PART_HEADS,
            Ability.TAGS,
            Ability.VERSIONS,
            Ability.CROSS_REGION_COPY,
            Ability.LEADING_SLASH_KEYS);
    assertThat(abilities(own.with("bucketcopy.abilities", "-TAGS, +composite-etag,+PART_COPY,")))
        .containsExactlyInAnyOrder(
            Ability.PART_COPY,
            Ability.SOURCE_CONDITIONS,
            Ability.COMPOSITE_ETAG,
            Ability.SENT_MD5,
            Ability.PART_HEADS,
            Ability.VERSIONS,
            Ability.CROSS_REGION_COPY,
            Ability.LEADING_SLASH_KEYS);
    assertThat(
            abilities(
                NONE.with("endpoint", "s3.eu-west-1.amazonaws.com")
                    .with("bucketcopy.abilities", "-source-conditions")))
        .contains(Ability.COMPLETE_IF_ABSENT)
        .doesNotContain(
            Ability.SOURCE_CONDITIONS, Ability.PART_COPY_IF_MATCH, Ability.COPY_OBJECT_IF_MATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TAGS", "+NONSENSE", "-", "* TAGS"})
  void anUnknownAbilityIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> abilities(NONE.with("bucketcopy.abilities", text)))
        .withMessageContaining("bucketcopy.abilities")
        .withMessageContaining("PART_COPY");
  }

  @Test
  void limitsAreThoseOfS3UnlessTheSettingsSayOtherwise() {
    assertThat(limits(NONE)).isEqualTo(StoreLimits.S3);
    assertThat(
            limits(
                NONE.with("bucketcopy.max-parts", "1000")
                    .with("bucketcopy.min-part-size", "64MiB")
                    .with("bucketcopy.max-part-size", "1G")
                    .with("bucketcopy.max-copy-object-size", "1000000")))
        .isEqualTo(new StoreLimits(1000, 64 << 20, 1 << 30, 1000L << 30, 1_000_000, 1024));
  }

  @ParameterizedTest
  @CsvSource({"max-parts, 0", "max-parts, -1", "max-parts, 99999999999", "min-part-size, 5 MB"})
  void aWrongLimitIsRefused(String name, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(NONE.with("bucketcopy." + name, text)))
        .withMessageContaining(name);
  }

  @Test
  void aPageSizeIsANumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3StoreOpener.pageSize("many"))
        .withMessageContaining("paging.maximum");
    assertThatIllegalArgumentException().isThrownBy(() -> S3StoreOpener.pageSize("0"));
  }

  @Test
  void keysOfTheSettingsSign() {
    AwsCredentials plain =
        S3Credentials.of(
                NONE.with("access.key", "A").with("secret.key", "S"),
                Runnable::run,
                Clock.systemUTC(),
                RealMachine.TIMER)
            .resolveCredentials();
    AwsCredentials session =
        S3Credentials.of(
                NONE.with("access.key", "A").with("secret.key", "S").with("session.token", "T"),
                Runnable::run,
                Clock.systemUTC(),
                RealMachine.TIMER)
            .resolveCredentials();

    assertThat(plain.accessKeyId()).isEqualTo("A");
    assertThat(plain.secretAccessKey()).isEqualTo("S");
    assertThat(session).isInstanceOf(AwsSessionCredentials.class);
  }

  @Test
  void oneKeyAloneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                S3Credentials.of(
                    NONE.with("secret.key", "HUSH"),
                    Runnable::run,
                    Clock.systemUTC(),
                    RealMachine.TIMER))
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("HUSH"));
  }

  @Test
  void anonymousIsForWhoeverNamesItFirstOrHasNoKeys() {
    String anonymous = "org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider";
    String simple = "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider";
    MapSettings keys = NONE.with("access.key", "A").with("secret.key", "S");

    assertThat(accessKey(keys.with("aws.credentials.provider", anonymous))).isEmpty();
    assertThat(accessKey(keys.with("aws.credentials.provider", simple + ", " + anonymous)))
        .contains("A");
    assertThat(accessKey(NONE.with("aws.credentials.provider", simple + ", " + anonymous)))
        .isEmpty();
  }

  @Test
  void keysThatCannotBeReadAgainStay() {
    Map<String, String> values = new HashMap<>(Map.of("access.key", "A", "secret.key", "S"));
    StoreSettings settings =
        new StoreSettings() {
          @Override
          public Optional<String> text(String name) {
            return Optional.empty();
          }

          @Override
          public Optional<Secret> secret(String name) {
            return Optional.ofNullable(values.get(name)).map(Secret::new);
          }
        };
    TestClock clock = new TestClock();
    S3Credentials credentials = S3Credentials.of(settings, Runnable::run, clock, RealMachine.TIMER);

    values.clear();
    clock.pass(Duration.ofMinutes(1));
    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("A");

    values.putAll(Map.of("access.key", "B", "secret.key", "S", "session.token", "a\nb"));
    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("A");
  }

  private static Optional<String> accessKey(MapSettings settings) {
    return Optional.ofNullable(
        S3Credentials.of(settings, Runnable::run, Clock.systemUTC(), RealMachine.TIMER)
            .resolveCredentials()
            .accessKeyId());
  }

  private static Set<Ability> abilities(MapSettings settings) {
    return S3Profile.of(S3Endpoint.of(settings), settings).abilities();
  }

  private static StoreLimits limits(MapSettings settings) {
    MapSettings own = settings.with("endpoint", "store.example");
    return S3Profile.of(S3Endpoint.of(own), own).limits();
  }
}
