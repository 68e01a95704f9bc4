package org.bucketcopy.job.stores.bos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.baidubce.auth.BceCredentials;
import com.baidubce.auth.BceSessionCredentials;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.job.stores.TestClock;
import org.bucketcopy.planner.thread.RealMachine;
import org.junit.jupiter.api.Test;

class BosCredentialsTest {
  private final Map<String, String> values = new HashMap<>();
  private final StoreSettings settings = BosHarness.settings(values);
  private final TestClock clock = new TestClock();

  @Test
  void settingsGoBeforeTheEnvironment() {
    set("key", "secret");
    BceCredentials credentials =
        login(ImmutableMap.of("BAIDUCLOUD_ACCESS_KEY", "k", "BAIDUCLOUD_SECRET_KEY", "s")).get();
    assertThat(credentials.getAccessKeyId()).isEqualTo("key");
    assertThat(credentials.getSecretKey()).isEqualTo("secret");
    assertThat(credentials).isNotInstanceOf(BceSessionCredentials.class);
  }

  @Test
  void environmentHasEitherOfItsNames() {
    assertThat(
            login(ImmutableMap.of("BAIDUCLOUD_ACCESS_KEY", "k", "BAIDUCLOUD_SECRET_KEY", "s"))
                .get()
                .getSecretKey())
        .isEqualTo("s");
    assertThat(
            login(
                    ImmutableMap.of(
                        "BAIDUCLOUD_ACCESS_KEY_ID", "k", "BAIDUCLOUD_SECRET_ACCESS_KEY", "t"))
                .get()
                .getSecretKey())
        .isEqualTo("t");
  }

  @Test
  void sessionTokenComesWithItsKeys() {
    set("key", "secret");
    values.put("session.token.key", "token");
    assertThat(login(Map.of()).get())
        .isInstanceOfSatisfying(
            BceSessionCredentials.class,
            session -> assertThat(session.getSessionToken()).isEqualTo("token"));
  }

  @Test
  void loginIsReadAgainOnceAMinute() {
    set("key", "old");
    BosCredentials login = login(Map.of());
    set("key", "new");
    clock.pass(Duration.ofSeconds(59));
    assertThat(login.get().getSecretKey()).isEqualTo("old");
    clock.pass(Duration.ofSeconds(1));
    assertThat(login.get().getSecretKey()).isEqualTo("new");
  }

  @Test
  void loginStaysWhereItCannotBeReadAgain() {
    set("key", "old");
    BosCredentials login = login(Map.of());
    values.clear();
    clock.pass(Duration.ofMinutes(5));
    assertThat(login.get().getSecretKey()).isEqualTo("old");
  }

  @Test
  void missingLoginIsNamed() {
    assertThatThrownBy(() -> login(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fs.bos.access.key")
        .hasMessageContaining("BAIDUCLOUD_ACCESS_KEY");
  }

  @Test
  void halfALoginIsRefusedAndNotShown() {
    values.put("access.key", "half-of-it");
    assertThatThrownBy(() -> login(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fs.bos.secret.access.key")
        .hasMessageNotContaining("half-of-it");
  }

  private void set(String accessKey, String secretKey) {
    values.put("access.key", accessKey);
    values.put("secret.access.key", secretKey);
  }

  private BosCredentials login(Map<String, String> environment) {
    return new BosCredentials(settings, environment, Runnable::run, clock, RealMachine.TIMER);
  }
}
