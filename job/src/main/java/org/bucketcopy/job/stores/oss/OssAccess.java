package org.bucketcopy.job.stores.oss;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.stores.AccessRules;
import org.bucketcopy.job.stores.AccessTerms;
import org.bucketcopy.job.stores.Encryption;
import org.bucketcopy.job.stores.StoreSettings;

/**
 * The headers by which requests say who may read an object, how it is encrypted and who pays.
 *
 * @param encryption of each object and upload
 * @param acl of each object; an upload gets it when it is completed, since Initiate takes none
 *     (alibabacloud.com/help/en/oss/developer-reference/completemultipartupload)
 * @param ofAll of every request
 */
record OssAccess(
    Map<String, String> encryption, Map<String, String> acl, Map<String, String> ofAll) {
  static final String ALGORITHM = "server-side-encryption-algorithm";

  /** alibabacloud.com/help/en/oss/developer-reference/putobject. */
  private static final AccessRules RULES =
      new AccessRules(
          "OSS",
          List.of("default", "private", "public-read", "public-read-write"),
          Arrays.asList(Encryption.Algorithm.values()),
          /* bucketKeys= */ false);

  OssAccess {
    encryption = ImmutableMap.copyOf(encryption);
    acl = ImmutableMap.copyOf(acl);
    ofAll = ImmutableMap.copyOf(ofAll);
  }

  /**
   * Those that options and settings ask for.
   *
   * @throws IllegalArgumentException if OSS cannot follow one of them; names it
   */
  static OssAccess of(StoreSettings settings) {
    AccessTerms terms = RULES.followed(settings);
    return new OssAccess(
        terms.encryption().or(() -> set(settings)).map(OssAccess::headers).orElse(Map.of()),
        terms.acl().map(name -> Map.of("x-oss-object-acl", name)).orElse(Map.of()),
        terms.requesterPays() ? Map.of("x-oss-request-payer", "requester") : Map.of());
  }

  private static Optional<Encryption> set(StoreSettings settings) {
    return settings.text(ALGORITHM).map(OssAccess::named);
  }

  private static Encryption named(String name) {
    Optional<Encryption.Algorithm> algorithm = Encryption.Algorithm.named(name);
    checkArgument(
        algorithm.isPresent(),
        "fs.oss.%s must be one of %s, not %s",
        ALGORITHM,
        RULES.algorithms(),
        name);
    return new Encryption(algorithm.orElseThrow(), Optional.empty(), /* bucketKey= */ false);
  }

  private static Map<String, String> headers(Encryption wanted) {
    ImmutableMap.Builder<String, String> headers = ImmutableMap.builder();
    headers.put(OssHeaders.ENCRYPTION, wanted.algorithm().name());
    wanted.keyId().ifPresent(id -> headers.put(OssHeaders.ENCRYPTION + "-key-id", id));
    return headers.buildOrThrow();
  }

  /** The headers of a request that makes an object by itself. */
  Map<String, String> ofObject() {
    return ImmutableMap.<String, String>builder().putAll(encryption).putAll(acl).buildOrThrow();
  }
}
