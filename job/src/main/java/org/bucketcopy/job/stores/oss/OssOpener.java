package org.bucketcopy.job.stores.oss;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.stores.CopyTerms;
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
 * Opens OSS with the settings {@code endpoint}, {@code region}, {@code accessKeyId}, {@code
 * accessKeySecret}, {@code securityToken}, {@code server-side-encryption-algorithm} and {@code
 * bucketcopy.callback.*} of {@code fs.oss}, and those of {@link
 * org.bucketcopy.job.stores.AccessTerms}.
 */
public final class OssOpener implements StoreOpener {
  /** Of hadoop.apache.org/docs/stable/hadoop-aliyun. */
  private static final ForeignSettings FOREIGN =
      new ForeignSettings(
          "oss",
          Map.of(
              "proxy.host", "this job does not go through a proxy to OSS",
              "acl.default", "this job does not set the ACL of a bucket"),
          List.of(
              "attempts.maximum",
              "connection.maximum",
              "connection.secure.enabled",
              "multipart.upload.size",
              "multipart.upload.threshold",
              "signatureversion"));

  private final Map<String, String> environment;
  private final RequestLimits limits;
  private final Machine machine;

  /**
   * @param environment the variables of the process, which have the credentials where the settings
   *     have none
   * @param limits of every request
   * @param machine where time and threads come from
   */
  public OssOpener(Map<String, String> environment, RequestLimits limits, Machine machine) {
    this.environment = Map.copyOf(environment);
    this.limits = limits;
    this.machine = machine;
  }

  @Override
  public Map<String, String> location(Bucket bucket, StoreSettings settings) {
    return OssEndpoint.of(settings).settings();
  }

  @Override
  public CopyTerms terms(StoreSettings settings) {
    return new CopyTerms(Optional.empty(), /* opaqueEtags= */ false, FOREIGN.unused(settings));
  }

  @Override
  public RightsLanguage rights(StoreSettings settings) {
    return OssRights.of(settings);
  }

  @Override
  public ObjectStore open(Bucket bucket, StoreSettings settings, int connections) {
    FOREIGN.check(settings);
    FOREIGN.checkProvider(settings, ".AliyunCredentialsProvider");
    OssAccess access = OssAccess.of(settings);
    OssEndpoint endpoint = OssEndpoint.of(settings);
    OssCredentials credentials =
        new OssCredentials(
            settings,
            environment,
            machine.threads().named(RefreshingCredentials.READER),
            machine.clock(),
            machine.threads().named(RefreshingCredentials.LIMIT));
    StoreProfile profile = OssProfile.of(endpoint);
    // There is one proof: other wishes are refused.
    SentProof unused = WantedProof.of(settings, profile);
    return new OssStore(
        profile,
        OssClient.of(
            endpoint,
            credentials,
            OssHttp.open(connections, limits, machine.threads().pool("oss-bodies", connections)),
            access.ofAll()),
        OssCallback.of(settings),
        access);
  }
}
