package org.bucketcopy.job.stores.s3;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.time.Duration;
import java.util.Optional;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * The login that requests are signed with. Keys of the settings are read again at most once a
 * minute, so that temporary ones may be replaced while the job runs.
 */
final class S3Credentials implements AwsCredentialsProvider {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final String ANONYMOUS = "AnonymousAWSCredentialsProvider";

  /** Thrown where there is no login to sign with. */
  static final class Unavailable extends RuntimeException {
    private final boolean hadOne;

    private Unavailable(String message, RuntimeException cause, boolean hadOne) {
      super(message, cause);
      this.hadOne = hadOne;
    }

    /** Whether there was a login before, so that there may be one again. */
    boolean hadOne() {
      return hadOne;
    }
  }

  private final AwsCredentialsProvider source;
  private volatile boolean hadOne;

  private S3Credentials(AwsCredentialsProvider source) {
    this.source = source;
  }

  /**
   * The login that the settings name. Anonymous goes first if it is the first provider named, since
   * that is how a single bucket is made public beside keys for all.
   *
   * @throws IllegalArgumentException if only one of the two keys is set
   */
  static S3Credentials of(StoreSettings settings) {
    String providers = settings.text("aws.credentials.provider").orElse("");
    if (providers.split(",", 2)[0].strip().endsWith(ANONYMOUS)) {
      return new S3Credentials(AnonymousCredentialsProvider.create());
    }
    if (keys(settings).isPresent()) {
      Supplier<AwsCredentials> keys =
          Suppliers.memoizeWithExpiration(
              () ->
                  keys(settings).orElseThrow(() -> new IllegalStateException("access.key is gone")),
              KEPT);
      return new S3Credentials(keys::get);
    }
    return new S3Credentials(
        providers.contains(ANONYMOUS)
            ? AnonymousCredentialsProvider.create()
            : DefaultCredentialsProvider.builder().build());
  }

  private static Optional<AwsCredentials> keys(StoreSettings settings) {
    Optional<Secret> access = settings.secret("access.key");
    Optional<Secret> secret = settings.secret("secret.key");
    if (access.isPresent() != secret.isPresent()) {
      throw new IllegalArgumentException(
          "of access.key and secret.key only "
              + (access.isPresent() ? "the first" : "the second")
              + " is set");
    }
    return access.map(
        id -> keys(id.value(), secret.orElseThrow().value(), settings.secret("session.token")));
  }

  private static AwsCredentials keys(String id, String secret, Optional<Secret> token) {
    return token
        .<AwsCredentials>map(t -> AwsSessionCredentials.create(id, secret, t.value()))
        .orElseGet(() -> AwsBasicCredentials.create(id, secret));
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      AwsCredentials found = source.resolveCredentials();
      hadOne = true;
      return found;
    } catch (RuntimeException e) {
      throw new Unavailable("there are no credentials: " + e.getMessage(), e, hadOne);
    }
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "S3Credentials";
  }
}
