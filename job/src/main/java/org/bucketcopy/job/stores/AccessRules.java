package org.bucketcopy.job.stores;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * Which {@link AccessTerms} a kind of store can follow.
 *
 * @param store its name, for messages
 * @param acls the canned ACLs of its objects
 * @param algorithms by which it encrypts an object
 * @param bucketKeys whether it has {@link Encryption#bucketKey}
 */
public record AccessRules(
    String store, List<String> acls, List<Encryption.Algorithm> algorithms, boolean bucketKeys) {
  public AccessRules {
    acls = ImmutableList.copyOf(acls);
    algorithms = ImmutableList.copyOf(algorithms);
  }

  /**
   * The terms in a bucket's settings.
   *
   * @throws IllegalArgumentException if they cannot be followed; names the option
   */
  public AccessTerms followed(StoreSettings settings) {
    AccessTerms terms = AccessTerms.of(settings);
    terms.acl().ifPresent(this::check);
    terms.encryption().ifPresent(this::check);
    return terms;
  }

  private void check(String acl) {
    checkArgument(
        acls.contains(acl),
        "--acl %s: objects on %s have no such canned ACL; give one of %s",
        acl,
        store,
        String.join(", ", acls));
  }

  private void check(Encryption encryption) {
    checkArgument(
        algorithms.contains(encryption.algorithm()),
        "--sse %s: %s does not encrypt so by request; give one of %s, or leave it out for what the"
            + " bucket says",
        encryption.algorithm(),
        store,
        algorithms);
    checkArgument(
        bucketKeys || !encryption.bucketKey(),
        "--bucket-key: %s has no bucket keys; leave it out",
        store);
  }
}
