package org.bucketcopy.job.stores.bos;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import org.bucketcopy.job.stores.AccessRules;
import org.bucketcopy.job.stores.AccessTerms;
import org.bucketcopy.job.stores.Encryption;
import org.bucketcopy.job.stores.StoreSettings;

/**
 * The headers by which requests say who may read an object, how it is encrypted and who pays.
 *
 * @param ofObjects of each request that makes an object or initiates an upload
 * @param ofAll of every request
 */
record BosAccess(Map<String, String> ofObjects, Map<String, String> ofAll) {
  /** cloud.baidu.com/doc/BOS, InitiateMultipartUpload and PutObject. */
  private static final AccessRules RULES =
      new AccessRules(
          "BOS",
          List.of("private", "public-read"),
          List.of(Encryption.Algorithm.AES256),
          /* bucketKeys= */ false);

  BosAccess {
    ofObjects = ImmutableMap.copyOf(ofObjects);
    ofAll = ImmutableMap.copyOf(ofAll);
  }

  /**
   * Those that options and settings ask for.
   *
   * @throws IllegalArgumentException if BOS cannot follow one of them; names it
   */
  static BosAccess of(StoreSettings settings) {
    AccessTerms terms = RULES.followed(settings);
    ImmutableMap.Builder<String, String> ofObjects = ImmutableMap.builder();
    terms.acl().ifPresent(name -> ofObjects.put("x-bce-acl", name));
    terms
        .encryption()
        .ifPresent(
            wanted -> ofObjects.put("x-bce-server-side-encryption", wanted.algorithm().name()));
    return new BosAccess(
        ofObjects.buildOrThrow(),
        terms.requesterPays() ? Map.of("x-bce-request-payer", "requester") : Map.of());
  }
}
