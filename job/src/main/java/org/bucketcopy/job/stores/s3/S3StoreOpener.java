package org.bucketcopy.job.stores.s3;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Ints;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.stores.CopyTerms;
import org.bucketcopy.job.stores.RefreshingCredentials;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.job.stores.RightsLanguage;
import org.bucketcopy.job.stores.StoreOpener;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.job.stores.WantedProof;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.store.SentProof;
import org.bucketcopy.planner.store.StoreProfile;
import org.bucketcopy.planner.thread.Machine;

/**
 * Opens buckets of Amazon S3 and of stores that speak its protocol. The settings are those of
 * Hadoop's S3A, without {@code fs.s3a.}:
 *
 * <ul>
 *   <li>{@code endpoint}, {@code endpoint.region}, {@code path.style.access} (on for every endpoint
 *       outside amazonaws.com), {@code connection.ssl.enabled} (for an endpoint without a scheme);
 *   <li>{@code access.key} with {@code secret.key} and {@code session.token}; else anonymous if
 *       {@code aws.credentials.provider} names Hadoop's AnonymousAWSCredentialsProvider; else the
 *       SDK's default chain;
 *   <li>{@code requester.pays.enabled}; {@code create.storage.class}, {@code acl.default}, {@code
 *       encryption.algorithm} and {@code encryption.key} (also by their old names) of what is
 *       written; {@code proxy.host}, {@code .port}, {@code .username}, {@code .password} and {@code
 *       .ssl.enabled};
 *   <li>those of {@link org.bucketcopy.job.stores.AccessTerms}, which go before these;
 *   <li>{@code paging.maximum}: maximum number of objects to ask for on one page of a listing;
 *   <li>{@code bucketcopy.max-parts}, {@code .min-part-size}, {@code .max-part-size}, {@code
 *       .max-copy-object-size} and {@code .abilities}: what the store deviates in.
 * </ul>
 */
public final class S3StoreOpener implements StoreOpener {
  private final AwsSurroundings surroundings;
  private final RequestLimits limits;
  private final Machine machine;

  /**
   * @param environment the variables of the process
   * @param limits of every request
   * @param machine where time and threads come from
   */
  public S3StoreOpener(Map<String, String> environment, RequestLimits limits, Machine machine) {
    this.surroundings = new AwsSurroundings(environment);
    this.limits = limits;
    this.machine = machine;
  }

  @Override
  public Map<String, String> location(Bucket bucket, StoreSettings settings) {
    return S3Endpoint.of(settings, surroundings::text).settings();
  }

  @Override
  public CopyTerms terms(StoreSettings settings) {
    return S3Foreign.terms(settings);
  }

  @Override
  public RightsLanguage rights(StoreSettings settings) {
    return S3Rights.of(settings);
  }

  @Override
  public ObjectStore open(Bucket bucket, StoreSettings settings, int connections) {
    S3Foreign.check(settings);
    S3Endpoint endpoint = S3Endpoint.of(settings);
    S3Credentials credentials =
        S3Credentials.of(
            settings,
            machine.threads().named(RefreshingCredentials.READER),
            machine.clock(),
            machine.threads().named(RefreshingCredentials.LIMIT));
    StoreProfile profile = S3Profile.of(endpoint, settings);
    SentProof proof = WantedProof.of(settings, profile);
    WantedHeaders wanted = WantedHeaders.of(settings);
    checkArgument(
        !(proof.required() && proof.md5() && wanted.hideMd5()),
        "--checksum md5: ETags are no MD5s under the key of fs.s3a.encryption.algorithm");
    return new S3Store(
        profile,
        S3Connection.open(
            endpoint,
            credentials,
            wanted,
            new S3Transport(connections, limits, ProxySettings.of(settings)),
            machine.clock()),
        settings.text("paging.maximum").map(S3StoreOpener::pageSize),
        machine.clock(),
        new S3Store.Sending(proof, machine.threads().pool("bucket-copy-body", connections)));
  }

  static int pageSize(String text) {
    return Optional.ofNullable(Ints.tryParse(text))
        .filter(size -> size > 0)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the setting paging.maximum must be a number above 0, not " + text));
  }
}
