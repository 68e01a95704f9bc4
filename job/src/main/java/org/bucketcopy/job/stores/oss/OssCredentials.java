package org.bucketcopy.job.stores.oss;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.planner.thread.Guarded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials in the settings, or those of the environment where the settings have none. They
 * are read again while a job runs, at most once a minute and beside the calls, so that temporary
 * credentials may be replaced where they are kept. A reading that fails leaves the former ones.
 */
final class OssCredentials implements CredentialsProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OssCredentials.class);
  private static final long PERIOD_NANOS = Duration.ofMinutes(1).toNanos();

  private final StoreSettings settings;
  private final Map<String, String> environment;
  private final Executor reader;
  private final Ticker clock;
  private final AtomicLong lastReading;

  /** Written by the reader, read by every call. */
  private volatile Credentials current;

  /**
   * @param settings of the bucket
   * @param environment of the process
   * @param reader reads them again
   * @param clock tells when a minute is over
   * @throws IllegalArgumentException if there are no credentials
   */
  OssCredentials(
      StoreSettings settings, Map<String, String> environment, Executor reader, Ticker clock) {
    this.settings = settings;
    this.environment = environment;
    this.reader = reader;
    this.clock = clock;
    this.lastReading = new AtomicLong(clock.read());
    this.current =
        read()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "OSS needs fs.oss.accessKeyId and fs.oss.accessKeySecret, or"
                            + " OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET in the environment"));
  }

  @Override
  public Credentials getCredentials() {
    long now = clock.read();
    long last = lastReading.get();
    if (now - last >= PERIOD_NANOS && lastReading.compareAndSet(last, now)) {
      reader.execute(
          new Guarded(
              () -> read().ifPresent(fresh -> current = fresh),
              failure -> LOG.warn("the credentials cannot be read again: {}", failure.toString())));
    }
    return current;
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
