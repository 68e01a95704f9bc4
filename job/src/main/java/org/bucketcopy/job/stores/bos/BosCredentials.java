package org.bucketcopy.job.stores.bos;

import com.baidubce.auth.BceCredentials;
import com.baidubce.auth.DefaultBceCredentials;
import com.baidubce.auth.DefaultBceSessionCredentials;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bucketcopy.job.stores.RefreshingCredentials;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;

/** The credentials of a bucket, from its settings or the environment, kept fresh. */
final class BosCredentials implements Supplier<BceCredentials> {
  static final String ACCESS_KEY = "access.key";
  static final String SECRET_KEY = "secret.access.key";
  static final String SESSION_TOKEN = "session.token.key";

  private final StoreSettings settings;
  private final Map<String, String> environment;
  private final RefreshingCredentials<BceCredentials> refreshing;

  /**
   * @param settings where the credentials are
   * @param environment where they are if the settings have none
   * @param reader reads them again
   * @param clock decides when
   * @param timer ends the wait for them
   * @throws IllegalArgumentException if neither has any
   */
  BosCredentials(
      StoreSettings settings,
      Map<String, String> environment,
      Executor reader,
      InstantSource clock,
      ScheduledExecutorService timer) {
    this.settings = settings;
    this.environment = environment;
    this.refreshing =
        new RefreshingCredentials<>(
            () -> new RefreshingCredentials.Reading<>(read(), Optional.empty()),
            reader,
            clock,
            timer);
    refreshing.readNow();
  }

  /** Never waits: no credentials of BOS say when they expire. */
  @Override
  public BceCredentials get() {
    return refreshing.ask().join();
  }

  private BceCredentials read() {
    Optional<Secret> access = settings.secret(ACCESS_KEY);
    Optional<Secret> secret = settings.secret(SECRET_KEY);
    if (access.isPresent() != secret.isPresent()) {
      throw new IllegalArgumentException(
          "fs.bos." + ACCESS_KEY + " and fs.bos." + SECRET_KEY + " go together: set both or none");
    }
    return access.isPresent()
        ? credentials(access.get(), secret.get(), settings.secret(SESSION_TOKEN))
        : fromEnvironment();
  }

  private BceCredentials fromEnvironment() {
    Optional<Secret> access = variable("BAIDUCLOUD_ACCESS_KEY", "BAIDUCLOUD_ACCESS_KEY_ID");
    Optional<Secret> secret = variable("BAIDUCLOUD_SECRET_KEY", "BAIDUCLOUD_SECRET_ACCESS_KEY");
    if (access.isEmpty() || secret.isEmpty()) {
      throw new IllegalArgumentException(
          "no credentials for "
              + settings
              + ": set fs.bos."
              + ACCESS_KEY
              + " and fs.bos."
              + SECRET_KEY
              + ", or BAIDUCLOUD_ACCESS_KEY and BAIDUCLOUD_SECRET_KEY in the environment");
    }
    return credentials(access.get(), secret.get(), variable("BAIDUCLOUD_SESSION_TOKEN"));
  }

  private Optional<Secret> variable(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Optional.ofNullable(environment.get(name))
                    .flatMap(value -> Secret.read(name, value))
                    .stream())
        .findFirst();
  }

  private static BceCredentials credentials(
      Secret access, Secret secret, Optional<Secret> sessionToken) {
    return sessionToken
        .<BceCredentials>map(
            token ->
                new DefaultBceSessionCredentials(access.value(), secret.value(), token.value()))
        .orElseGet(() -> new DefaultBceCredentials(access.value(), secret.value()));
  }
}
