package org.bucketcopy.planner.store;

import com.google.common.collect.Sets;
import java.util.Set;

/**
 * What the job has to know about the store behind a bucket.
 *
 * @param service names the service that holds the bucket, for instance its endpoint. A server-side
 *     copy is possible only between buckets of one service
 * @param limits its limits
 * @param abilities what it can do
 */
public record StoreProfile(String service, StoreLimits limits, Set<Ability> abilities) {
  public StoreProfile {
    abilities = Sets.immutableEnumSet(abilities);
  }

  /** Whether the store has {@code ability}. */
  public boolean can(Ability ability) {
    return abilities.contains(ability);
  }
}
