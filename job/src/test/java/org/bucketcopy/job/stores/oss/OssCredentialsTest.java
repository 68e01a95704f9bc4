package org.bucketcopy.job.stores.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.job.stores.TestClock;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;

class OssCredentialsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OSS_ACCESS_KEY_ID", "environment-id",
          "OSS_ACCESS_KEY_SECRET", "environment-secret",
          "OSS_SESSION_TOKEN", "environment-token");

  private final Map<String, String> values = new HashMap<>();
  private final StoreSettings settings = new MapSettings(values);
  private final TestClock clock = new TestClock();
  private final AtomicInteger readings = new AtomicInteger();

  @Test
  void settingsGoBeforeTheEnvironmentAsAWhole() {
    values.put("accessKeyId", "id");
    values.put("accessKeySecret", "secret");
    OssCredentials credentials = credentials(ENVIRONMENT);
    assertThat(credentials.getCredentials().accessKeyId()).isEqualTo("id");
    assertThat(credentials.getCredentials().accessKeySecret()).isEqualTo("secret");
    assertThat(credentials.getCredentials().securityToken()).isNullOrEmpty();
  }

  @Test
  void environmentIsTakenWhereTheSettingsHaveNone() {
    OssCredentials credentials = credentials(ENVIRONMENT);
    assertThat(credentials.getCredentials().accessKeyId()).isEqualTo("environment-id");
    assertThat(credentials.getCredentials().accessKeySecret()).isEqualTo("environment-secret");
    assertThat(credentials.getCredentials().securityToken()).isEqualTo("environment-token");
  }

  @Test
  void noCredentialsAreRefusedAtOnce() {
    values.put("accessKeyId", "id");
    assertThatThrownBy(() -> credentials(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fs.oss.accessKeySecret");
  }

  @Test
  void theyAreReadAgainAfterAMinute() {
    values.put("accessKeyId", "id");
    values.put("accessKeySecret", "secret");
    OssCredentials credentials = credentials(Map.of());
    values.put("accessKeyId", "new-id");
    values.put("securityToken", "new-token");
    clock.pass(Duration.ofSeconds(59));
    assertThat(credentials.getCredentials().accessKeyId()).isEqualTo("id");
    clock.pass(Duration.ofSeconds(1));
    assertThat(credentials.getCredentials().accessKeyId()).isEqualTo("new-id");
    assertThat(credentials.getCredentials().securityToken()).isEqualTo("new-token");
    assertThat(readings).hasValue(1);
  }

  @Test
  void credentialsThatVanishLeaveTheFormerOnes() {
    values.put("accessKeyId", "id");
    values.put("accessKeySecret", "secret");
    OssCredentials credentials = credentials(Map.of());
    values.put("accessKeySecret", "");
    clock.pass(Duration.ofMinutes(1));
    assertThat(credentials.getCredentials().accessKeySecret()).isEqualTo("secret");
  }

  private OssCredentials credentials(Map<String, String> environment) {
    return new OssCredentials(
        settings,
        environment,
        reading -> {
          readings.incrementAndGet();
          reading.run();
        },
        clock,
        RealMachine.TIMER);
  }
}
