package org.bucketcopy.job.stores.registry;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.bucketcopy.planner.model.Bucket;

/**
 * Where the buckets of a run are reached.
 *
 * @param all a location for each bucket that has to be the same on all machines
 */
public record BucketLocations(List<BucketLocation> all) {
  public BucketLocations {
    all = ImmutableList.copyOf(all);
  }

  /** The buckets. */
  public List<Bucket> buckets() {
    return all.stream().map(BucketLocation::bucket).toList();
  }

  /** As {@link BucketLocation#in}, for all of them. */
  public Configuration in(Configuration configuration) {
    Configuration located = configuration;
    for (BucketLocation location : all) {
      located = location.in(located);
    }
    return located;
  }

  /** As messages show them. */
  @Override
  public String toString() {
    return all.stream().map(BucketLocation::toString).collect(Collectors.joining(" and "));
  }
}
