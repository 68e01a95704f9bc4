package org.bucketcopy.job.stores;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that say all of where requests go.
 *
 * @param settings what users set
 * @param location as in {@link StoreOpener#location}; goes before the settings
 */
public record LocatedSettings(StoreSettings settings, Map<String, String> location)
    implements StoreSettings {
  public LocatedSettings {
    location = ImmutableMap.copyOf(location);
  }

  @Override
  public Optional<String> text(String name) {
    return Optional.ofNullable(location.get(name)).or(() -> settings.text(name));
  }

  @Override
  public StoreSettings ofBucket(String bucket) {
    return settings.ofBucket(bucket);
  }

  @Override
  public Optional<Secret> secret(String name) {
    return settings.secret(name);
  }

  /** Names the bucket's settings; shows none of them. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
