package org.bucketcopy.job.stores.oss;

import java.time.Clock;
import java.util.Map;
import org.bucketcopy.job.stores.IdleThread;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.job.stores.StoreOpener;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.ObjectStore;

/**
 * Opens OSS with the settings {@code endpoint}, {@code region}, {@code accessKeyId}, {@code
 * accessKeySecret}, {@code securityToken} and {@code bucketcopy.callback.*} of {@code fs.oss}.
 */
public final class OssOpener implements StoreOpener {
  private final Map<String, String> environment;
  private final RequestLimits limits;

  /**
   * @param environment the variables of the process, which have the credentials where the settings
   *     have none
   */
  public OssOpener(Map<String, String> environment) {
    this(environment, RequestLimits.standard());
  }

  /**
   * @param environment the variables of the process, as above
   * @param limits of every request
   */
  public OssOpener(Map<String, String> environment, RequestLimits limits) {
    this.environment = Map.copyOf(environment);
    this.limits = limits;
  }

  @Override
  public Map<String, String> location(Bucket bucket, StoreSettings settings) {
    return OssEndpoint.of(settings).settings();
  }

  @Override
  public ObjectStore open(Bucket bucket, StoreSettings settings, int connections) {
    OssEndpoint endpoint = OssEndpoint.of(settings);
    OssCredentials credentials =
        new OssCredentials(
            settings, environment, IdleThread.named("bucket-copy-login"), Clock.systemUTC());
    return new OssStore(
        OssProfile.of(endpoint),
        OssClient.of(endpoint, credentials, OssHttp.open(connections, limits)),
        OssCallback.of(settings));
  }
}
