package org.bucketcopy.job.options;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.stores.AccessTerms;
import org.bucketcopy.job.stores.Encryption;
import org.bucketcopy.job.stores.HadoopStoreSettings;
import org.bucketcopy.job.stores.registry.StoreRegistry;
import org.bucketcopy.planner.model.Bucket;
import picocli.CommandLine.Option;

/** Who may read the objects that a run makes, how they are encrypted, and who pays. */
final class AccessOptions {
  @Option(
      names = "--acl",
      paramLabel = "NAME",
      description =
          "The canned ACL of every object, as the store spells it (default: what the store gives).")
  private Optional<String> acl = Optional.empty();

  @Option(
      names = "--sse",
      paramLabel = "AES256|KMS|SM4",
      description =
          "How the store encrypts every object (default: as the settings or the bucket say).")
  private Optional<Encryption.Algorithm> sse = Optional.empty();

  @Option(
      names = "--sse-kms-key-id",
      paramLabel = "ID",
      description = "The key of --sse KMS (default: the one that the store chooses).")
  private Optional<String> keyId = Optional.empty();

  @Option(
      names = "--bucket-key",
      description = "S3 only, with --sse KMS: use an S3 Bucket Key, for fewer requests to KMS.")
  private boolean bucketKey;

  @Option(
      names = "--request-payer",
      description = "Agree to pay for all requests, where the buckets let the requester pay.")
  private boolean requestPayer;

  /**
   * What the options say.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  private AccessTerms terms() {
    checkArgument(acl.filter(String::isBlank).isEmpty(), "--acl is empty");
    checkArgument(keyId.filter(String::isBlank).isEmpty(), "--sse-kms-key-id is empty");
    checkArgument(sse.isPresent() || keyId.isEmpty(), "--sse-kms-key-id needs --sse KMS");
    checkArgument(sse.isPresent() || !bucketKey, "--bucket-key needs --sse KMS");
    return new AccessTerms(
        acl, sse.map(algorithm -> new Encryption(algorithm, keyId, bucketKey)), requestPayer);
  }

  /**
   * The settings that the options make, by Hadoop's names; none if none is given.
   *
   * @param sources buckets that are read
   * @throws IllegalArgumentException if the options contradict each other
   */
  Map<String, String> settings(List<Bucket> sources, Bucket destination) {
    Map<String, String> settings = new LinkedHashMap<>();
    sources.forEach(source -> settings.putAll(settings(source, terms().ofSource())));
    settings.putAll(settings(destination, terms()));
    return ImmutableMap.copyOf(settings);
  }

  /** None of a bucket that is of no store, which is refused elsewhere. */
  static Map<String, String> settings(Bucket bucket, AccessTerms terms) {
    ImmutableMap.Builder<String, String> settings = ImmutableMap.builder();
    StoreRegistry.family(bucket)
        .map(family -> HadoopStoreSettings.prefix(family, bucket.name()))
        .ifPresent(
            prefix ->
                terms.settings().forEach((name, value) -> settings.put(prefix + name, value)));
    return settings.buildOrThrow();
  }

  /** Those that are given, as a user writes them: a run is resumed under the same. */
  Map<String, String> planOptions() {
    ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
    acl.ifPresent(name -> options.put("--acl", name));
    sse.ifPresent(algorithm -> options.put("--sse", algorithm.name()));
    keyId.ifPresent(id -> options.put("--sse-kms-key-id", id));
    if (bucketKey) {
      options.put("--bucket-key", "true");
    }
    if (requestPayer) {
      options.put("--request-payer", "true");
    }
    return options.buildOrThrow();
  }
}
