package org.bucketcopy.job.stores;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Optional;

/**
 * Who may read the objects that a run makes, how they are encrypted, and who pays for the requests:
 * what options say of it, as settings of a bucket that have the same names for every store. They go
 * before what Hadoop's own settings say of the same.
 *
 * @param acl the canned ACL of each object; empty for the store's default
 * @param encryption of each object; empty for what else is set, or for what the bucket says
 * @param requesterPays whether it is the requester who pays for all requests of the bucket
 */
public record AccessTerms(
    Optional<String> acl, Optional<Encryption> encryption, boolean requesterPays) {
  private static final String ACL = "bucketcopy.acl";
  private static final String SSE = "bucketcopy.sse";
  private static final String KEY_ID = "bucketcopy.sse-kms-key-id";
  private static final String BUCKET_KEY = "bucketcopy.bucket-key";
  private static final String PAYER = "bucketcopy.request-payer";

  /** The settings that ask for an ACL. */
  public static final ImmutableSet<String> OF_ACL = ImmutableSet.of(ACL);

  /** The settings that ask for encryption. */
  public static final ImmutableSet<String> OF_ENCRYPTION = ImmutableSet.of(SSE, KEY_ID, BUCKET_KEY);

  /**
   * Those of a bucket's settings.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  public static AccessTerms of(StoreSettings settings) {
    return new AccessTerms(
        settings.text(ACL),
        settings
            .text(SSE)
            .map(
                name ->
                    new Encryption(
                        Encryption.Algorithm.named(name).orElseThrow(() -> unknown(name)),
                        settings.text(KEY_ID),
                        isOn(settings, BUCKET_KEY))),
        isOn(settings, PAYER));
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("the setting " + SSE + " cannot be " + name);
  }

  private static boolean isOn(StoreSettings settings, String name) {
    return settings.text(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** The settings that say all this, by their names in a bucket's settings. */
  public Map<String, String> settings() {
    ImmutableMap.Builder<String, String> settings = ImmutableMap.builder();
    acl.ifPresent(name -> settings.put(ACL, name));
    encryption.ifPresent(
        wanted -> {
          settings.put(SSE, wanted.algorithm().name());
          wanted.keyId().ifPresent(id -> settings.put(KEY_ID, id));
          if (wanted.bucketKey()) {
            settings.put(BUCKET_KEY, "true");
          }
        });
    if (requesterPays) {
      settings.put(PAYER, "true");
    }
    return settings.buildOrThrow();
  }

  /** What of this counts for a bucket that is only read. */
  public AccessTerms ofSource() {
    return new AccessTerms(Optional.empty(), Optional.empty(), requesterPays);
  }
}
