package org.bucketcopy.job.stores;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a bucket, of which some are taken as unset.
 *
 * @param settings all of them
 * @param unset the names of those
 */
public record SettingsWithout(StoreSettings settings, Set<String> unset) implements StoreSettings {
  public SettingsWithout {
    unset = ImmutableSet.copyOf(unset);
  }

  @Override
  public Optional<String> text(String name) {
    return unset.contains(name) ? Optional.empty() : settings.text(name);
  }

  @Override
  public StoreSettings ofBucket(String bucket) {
    return settings.ofBucket(bucket);
  }

  @Override
  public Optional<Secret> secret(String name) {
    return unset.contains(name) ? Optional.empty() : settings.secret(name);
  }

  /** Names the bucket's settings; shows none of them. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
