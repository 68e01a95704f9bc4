package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.bucketcopy.job.stores.RefreshingCredentials;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;

/**
 * The credentials in the settings, or those of the environment where the settings have none, kept
 * fresh.
 */
final class OssCredentials implements CredentialsProvider {
  private final StoreSettings settings;
  private final Map<String, String> environment;
  private final RefreshingCredentials<Credentials> refreshing;

  /**
   * @param settings of the bucket
   * @param environment of the process
   * @param reader reads them again
   * @param clock decides when
   * @param timer ends the wait for them
   * @throws IllegalArgumentException if there are no credentials
   */
  OssCredentials(
      StoreSettings settings,
      Map<String, String> environment,
      Executor reader,
      InstantSource clock,
      ScheduledExecutorService timer) {
    this.settings = settings;
    this.environment = environment;
    this.refreshing = new RefreshingCredentials<>(this::reading, reader, clock, timer);
    refreshing.readNow();
  }

  /** Never waits: no credentials of OSS say when they expire. */
  @Override
  public Credentials getCredentials() {
    return refreshing.ask().join();
  }

  private RefreshingCredentials.Reading<Credentials> reading() {
    return new RefreshingCredentials.Reading<>(
        read()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "OSS needs fs.oss.accessKeyId and fs.oss.accessKeySecret, or"
                            + " OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET in the environment")),
        Optional.empty());
  }

  private Optional<Credentials> read() {
    Optional<Secret> id = settings.secret("accessKeyId");
    Optional<Secret> secret = settings.secret("accessKeySecret");
    if (id.isPresent() && secret.isPresent()) {
      return Optional.of(credentials(id.get(), secret.get(), settings.secret("securityToken")));
    }
    Optional<Secret> environmentId = variable("OSS_ACCESS_KEY_ID");
    Optional<Secret> environmentSecret = variable("OSS_ACCESS_KEY_SECRET");
    if (environmentId.isPresent() && environmentSecret.isPresent()) {
      return Optional.of(
          credentials(environmentId.get(), environmentSecret.get(), variable("OSS_SESSION_TOKEN")));
    }
    return Optional.empty();
  }

  private Optional<Secret> variable(String name) {
    return Optional.ofNullable(environment.get(name)).flatMap(value -> Secret.read(name, value));
  }

  private static Credentials credentials(Secret id, Secret secret, Optional<Secret> token) {
    return token
        .map(given -> new Credentials(id.value(), secret.value(), given.value()))
        .orElseGet(() -> new Credentials(id.value(), secret.value()));
  }
}
