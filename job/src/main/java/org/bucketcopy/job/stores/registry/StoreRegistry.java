package org.bucketcopy.job.stores.registry;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.stores.CopyTerms;
import org.bucketcopy.job.stores.HadoopStoreSettings;
import org.bucketcopy.job.stores.LocatedSettings;
import org.bucketcopy.job.stores.RequestLimits;
import org.bucketcopy.job.stores.RightsLanguage;
import org.bucketcopy.job.stores.SettingsWithout;
import org.bucketcopy.job.stores.StoreOpener;
import org.bucketcopy.job.stores.StoreSettings;
import org.bucketcopy.job.stores.WantedProof;
import org.bucketcopy.job.stores.bos.BosOpener;
import org.bucketcopy.job.stores.oss.OssOpener;
import org.bucketcopy.job.stores.s3.S3StoreOpener;
import org.bucketcopy.planner.model.Bucket;
import org.bucketcopy.planner.store.ObjectStore;
import org.bucketcopy.planner.thread.Machine;

/** Opens the store of a bucket, whatever its kind. May be used from any thread. */
public final class StoreRegistry {

  /**
   * A kind of store.
   *
   * @param family its name in Hadoop's settings: {@code s3a} of {@code fs.s3a.endpoint}
   * @param opener opens the stores of this kind
   */
  public record StoreKind(String family, StoreOpener opener) {}

  /** The name of each kind of store in Hadoop's settings, by scheme. */
  private static final ImmutableMap<String, String> FAMILIES =
      ImmutableMap.of("s3", "s3a", "oss", "oss", "bos", "bos");

  private final Configuration configuration;
  private final int connections;
  private final Map<String, StoreKind> kinds;
  private final Map<Bucket, BucketLocation> locations = new ConcurrentHashMap<>();

  /**
   * The registry of all kinds of stores that this job knows.
   *
   * @param configuration settings of all buckets
   * @param connections highest number of requests in flight to one bucket
   * @param machine where time and threads come from
   */
  public StoreRegistry(Configuration configuration, int connections, Machine machine) {
    this(configuration, connections, kinds(System.getenv(), machine));
  }

  /**
   * A registry of chosen kinds of stores.
   *
   * @param kinds by scheme, as in {@link Bucket#scheme()}
   */
  public StoreRegistry(Configuration configuration, int connections, Map<String, StoreKind> kinds) {
    checkArgument(connections >= 1, "a store needs at least one connection, not %s", connections);
    LibraryLoggers.quiet();
    this.configuration = configuration;
    this.connections = connections;
    this.kinds = ImmutableMap.copyOf(kinds);
  }

  private static ImmutableMap<String, StoreKind> kinds(
      Map<String, String> environment, Machine machine) {
    RequestLimits limits = RequestLimits.standard(machine.threads().named("bucket-copy-limits"));
    ImmutableMap.Builder<String, StoreKind> kinds = ImmutableMap.builder();
    FAMILIES.forEach(
        (scheme, family) ->
            kinds.put(scheme, new StoreKind(family, opener(family, environment, limits, machine))));
    return kinds.buildOrThrow();
  }

  private static StoreOpener opener(
      String family, Map<String, String> environment, RequestLimits limits, Machine machine) {
    return switch (family) {
      case "s3a" -> new S3StoreOpener(environment, limits, machine);
      case "oss" -> new OssOpener(environment, limits, machine);
      case "bos" -> new BosOpener(environment, limits, machine);
      default -> throw new IllegalArgumentException("there is no store " + family);
    };
  }

  /** The name of a bucket's store in Hadoop's settings; empty if there is no such kind of store. */
  public static Optional<String> family(Bucket bucket) {
    return Optional.ofNullable(FAMILIES.get(bucket.scheme()));
  }

  /**
   * Opens a store that reaches {@code bucket}, to be closed by the caller.
   *
   * @throws IllegalArgumentException if there is no such kind of store, or a setting is wrong
   */
  public ObjectStore open(Bucket bucket) {
    StoreKind kind = kind(bucket);
    return kind.opener()
        .open(bucket, new LocatedSettings(settings(kind, bucket), fixed(bucket)), connections);
  }

  /**
   * The same as if some settings were not there.
   *
   * @param unset their names, without the store's prefix
   * @throws IllegalArgumentException as in {@link #open}
   */
  public ObjectStore openWithout(Bucket bucket, Set<String> unset) {
    StoreKind kind = kind(bucket);
    StoreSettings kept = new SettingsWithout(settings(kind, bucket), unset);
    return kind.opener().open(bucket, new LocatedSettings(kept, fixed(bucket)), connections);
  }

  /**
   * How the store of {@code bucket} writes rights.
   *
   * @throws IllegalArgumentException as in {@link #open}
   */
  public RightsLanguage rights(Bucket bucket) {
    StoreKind kind = kind(bucket);
    return kind.opener().rights(new LocatedSettings(settings(kind, bucket), fixed(bucket)));
  }

  /** The settings that no user makes for one bucket: its location, and what is of all stores. */
  private Map<String, String> fixed(Bucket bucket) {
    ImmutableMap.Builder<String, String> fixed = ImmutableMap.builder();
    fixed.putAll(location(bucket).settings());
    Optional.ofNullable(configuration.get(WantedProof.NAME))
        .ifPresent(wanted -> fixed.put(WantedProof.NAME, wanted));
    return fixed.buildOrThrow();
  }

  /**
   * Where {@code bucket} is reached from here, found once.
   *
   * @throws IllegalArgumentException as in {@link #open}
   */
  public BucketLocation location(Bucket bucket) {
    return locations.computeIfAbsent(bucket, this::located);
  }

  /**
   * What the settings say of copies into {@code bucket}.
   *
   * @throws IllegalArgumentException as in {@link #open}
   */
  public CopyTerms terms(Bucket bucket) {
    StoreKind kind = kind(bucket);
    return kind.opener().terms(settings(kind, bucket));
  }

  private BucketLocation located(Bucket bucket) {
    StoreKind kind = kind(bucket);
    return new BucketLocation(
        bucket, kind.family(), kind.opener().location(bucket, settings(kind, bucket)));
  }

  private StoreSettings settings(StoreKind kind, Bucket bucket) {
    return new HadoopStoreSettings(configuration, kind.family(), bucket.name());
  }

  private StoreKind kind(Bucket bucket) {
    return Optional.ofNullable(kinds.get(bucket.scheme())).orElseThrow(() -> unknown(bucket));
  }

  private IllegalArgumentException unknown(Bucket bucket) {
    String known =
        kinds.keySet().stream()
            .map(scheme -> scheme + "://")
            .sorted()
            .collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "no store is known for " + bucket + "; known are: " + known);
  }
}
