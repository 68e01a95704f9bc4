package org.bucketcopy.job.stores.bos;

import com.baidubce.BceClientException;
import com.baidubce.http.RetryPolicy;
import com.baidubce.services.bos.BosClientConfiguration;
import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.stores.CopyTerms;
import org.bucketcopy.job.stores.EndpointUri;
import org.bucketcopy.job.stores.ForeignSettings;
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
 * Opens BOS buckets by the settings {@code fs.bos.endpoint}, {@code fs.bos.access.key}, {@code
 * fs.bos.secret.access.key} and {@code fs.bos.session.token.key}; credentials that are not set are
 * taken from the environment ({@code BAIDUCLOUD_ACCESS_KEY}, {@code BAIDUCLOUD_SECRET_KEY}). Those
 * of {@link org.bucketcopy.job.stores.AccessTerms} are followed too.
 */
public final class BosOpener implements StoreOpener {
  static final String ENDPOINT = "endpoint";

  /** Of github.com/baidubce/bos-hdfs. */
  private static final ForeignSettings FOREIGN =
      new ForeignSettings(
          "bos",
          Map.of("proxy.host", "this job does not go through a proxy to BOS"),
          List.of("crc32c.checksum.enable", "multipart.uploads.block.size"));

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, String> environment;
  private final RequestLimits limits;
  private final Machine machine;

  /**
   * @param environment the variables of the process, which have the credentials where the settings
   *     have none
   * @param limits of every request
   * @param machine where time and threads come from
   */
  public BosOpener(Map<String, String> environment, RequestLimits limits, Machine machine) {
    this.environment = ImmutableMap.copyOf(environment);
    this.limits = limits;
    this.machine = machine;
  }

  @Override
  public Map<String, String> location(Bucket bucket, StoreSettings settings) {
    return ImmutableMap.of(ENDPOINT, endpoint(bucket, settings).toString());
  }

  @Override
  public CopyTerms terms(StoreSettings settings) {
    return new CopyTerms(Optional.empty(), /* opaqueEtags= */ false, FOREIGN.unused(settings));
  }

  @Override
  public RightsLanguage rights(StoreSettings settings) {
    return BosRights.of(settings);
  }

  @Override
  public ObjectStore open(Bucket bucket, StoreSettings settings, int connections) {
    FOREIGN.check(settings);
    FOREIGN.checkProvider(settings, ".ConfigurationCredentialsProvider");
    BosAccess access = BosAccess.of(settings);
    URI endpoint = endpoint(bucket, settings);
    BosClientConfiguration configuration = new BosClientConfiguration();
    configuration.setEndpoint(endpoint.toString());
    configuration.setMaxConnections(connections);
    configuration.setConnectionTimeoutInMillis((int) CONNECT_TIMEOUT.toMillis());
    configuration.setSocketTimeoutInMillis((int) RequestLimits.SILENCE.toMillis());
    configuration.setRedirectsEnabled(false);
    configuration.setRetryPolicy(new NoRetries());
    BosCredentials credentials =
        new BosCredentials(
            settings,
            environment,
            machine.threads().named(RefreshingCredentials.READER),
            machine.clock(),
            machine.threads().named(RefreshingCredentials.LIMIT));
    StoreProfile profile = BosProfile.of(endpoint);
    // There is one proof: other wishes are refused.
    SentProof unused = WantedProof.of(settings, profile);
    return new BosStore(
        profile,
        new BosApi(configuration, credentials, limits, access),
        new BosCalls("bos-" + bucket.name(), connections));
  }

  /** Where the bucket is reached: {@code fs.bos.endpoint}, by HTTPS unless it says otherwise. */
  static URI endpoint(Bucket bucket, StoreSettings settings) {
    String text =
        settings
            .text(ENDPOINT)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "fs.bos.endpoint is not set for "
                            + bucket
                            + ": set it to that of the bucket's region, such as bj.bcebos.com"));
    return EndpointUri.of("fs.bos.endpoint", text, "https");
  }

  /** The SDK retries nothing: whoever called decides by the fault. */
  private static final class NoRetries implements RetryPolicy {
    @Override
    public int getMaxErrorRetry() {
      return 0;
    }

    @Override
    public long getMaxDelayInMillis() {
      return 0;
    }

    @Override
    public long getDelayBeforeNextRetryInMillis(BceClientException exception, int retries) {
      return -1;
    }
  }
}
