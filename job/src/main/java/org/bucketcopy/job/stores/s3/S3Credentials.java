package org.bucketcopy.job.stores.s3;

import com.google.common.base.Throwables;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.bucketcopy.job.stores.RefreshingCredentials;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/**
 * The credentials that requests are signed with, kept fresh: those of the settings, or those of the
 * SDK's chain, which may have to ask a service for them.
 */
final class S3Credentials implements AwsCredentialsProvider {
  private static final String ANONYMOUS = "AnonymousAWSCredentialsProvider";

  /** Thrown where there are no credentials to sign with. */
  static final class Unavailable extends RuntimeException {
    private final boolean hadOne;

    private Unavailable(String message, Throwable cause, boolean hadOne) {
      super(message, cause);
      this.hadOne = hadOne;
    }

    /** Whether there were credentials before, so that there may be some again. */
    boolean hadOne() {
      return hadOne;
    }
  }

  private final RefreshingCredentials<AwsCredentials> refreshing;

  private S3Credentials(
      AwsCredentialsProvider source,
      Executor reader,
      InstantSource clock,
      ScheduledExecutorService timer) {
    this.refreshing = new RefreshingCredentials<>(() -> reading(source), reader, clock, timer);
  }

  /**
   * The credentials that the settings name. Anonymous goes first if it is the first provider named,
   * since that is how a single bucket is made public beside keys for all.
   *
   * @param reader reads them again, and asks the SDK's chain
   * @param clock decides when
   * @param timer ends the wait for them
   * @throws IllegalArgumentException if only one of the two keys is set
   */
  static S3Credentials of(
      StoreSettings settings,
      Executor reader,
      InstantSource clock,
      ScheduledExecutorService timer) {
    String providers = settings.text("aws.credentials.provider").orElse("");
    if (providers.split(",", 2)[0].strip().endsWith(ANONYMOUS)) {
      return new S3Credentials(AnonymousCredentialsProvider.create(), reader, clock, timer);
    }
    Optional<AwsCredentials> keys = keys(settings);
    if (keys.isPresent()) {
      S3Credentials ofKeys =
          new S3Credentials(
              () ->
                  keys(settings).orElseThrow(() -> new IllegalStateException("access.key is gone")),
              reader,
              clock,
              timer);
      ofKeys.refreshing.readNow();
      return ofKeys;
    }
    return new S3Credentials(
        providers.contains(ANONYMOUS)
            ? AnonymousCredentialsProvider.create()
            : DefaultCredentialsProvider.builder().build(),
        reader,
        clock,
        timer);
  }

  private static RefreshingCredentials.Reading<AwsCredentials> reading(
      AwsCredentialsProvider source) {
    AwsCredentials found = source.resolveCredentials();
    requireHeader("the access key id", Optional.ofNullable(found.accessKeyId()));
    if (found instanceof AwsSessionCredentials session) {
      requireHeader("the session token", Optional.of(session.sessionToken()));
    }
    return new RefreshingCredentials.Reading<>(found, found.expirationTime());
  }

  private static void requireHeader(String name, Optional<String> value) {
    if (value.filter(text -> Secret.read(name, text).isEmpty()).isPresent()) {
      throw new IllegalStateException(name + " is blank");
    }
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

  /**
   * The credentials to sign with: at once while they are valid, and otherwise on the thread that
   * reads them. Fails with {@link Unavailable}.
   */
  CompletableFuture<AwsCredentials> ask() {
    CompletableFuture<AwsCredentials> asked = refreshing.ask();
    return asked.isDone() && !asked.isCompletedExceptionally()
        ? asked
        : asked.exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(unavailable(failure)));
  }

  private Unavailable unavailable(Throwable failure) {
    return new Unavailable(
        "there are no credentials: " + Throwables.getRootCause(failure).getMessage(),
        failure,
        refreshing.wasRead());
  }

  @Override
  public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
    return ask().thenApply(found -> found);
  }

  /** As {@link #ask}, but waits; not for the threads that serve connections. */
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return ask().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Unavailable unavailable ? unavailable : e;
    }
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "S3Credentials";
  }
}
