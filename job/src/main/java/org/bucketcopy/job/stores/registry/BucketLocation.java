package org.bucketcopy.job.stores.registry;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.job.stores.HadoopStoreSettings;
import org.bucketcopy.planner.model.Bucket;

/**
 * Where a bucket is reached, and how: the same from any JVM.
 *
 * @param bucket the bucket
 * @param family the store's name in Hadoop's settings
 * @param settings as in {@link org.bucketcopy.job.stores.StoreOpener#location}
 */
public record BucketLocation(Bucket bucket, String family, Map<String, String> settings) {
  public BucketLocation {
    settings = ImmutableSortedMap.copyOf(settings);
  }

  /** Settings that lead there, whatever else {@code configuration} and the reader's JVM say. */
  public Configuration in(Configuration configuration) {
    Configuration located = new Configuration(configuration);
    String prefix = HadoopStoreSettings.prefix(family, bucket.name());
    settings.forEach((name, value) -> located.set(prefix + name, value));
    return located;
  }

  /** As messages show it. */
  @Override
  public String toString() {
    return Joiner.on(", ").withKeyValueSeparator('=').join(settings);
  }
}
