package org.bucketcopy.job.stores;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings for tests.
 *
 * @param values by name, secrets among them
 */
public record MapSettings(Map<String, String> values) implements StoreSettings {
  public MapSettings {
    values = ImmutableMap.copyOf(values);
  }

  /** The same with one more setting. */
  public MapSettings with(String name, String value) {
    return new MapSettings(
        ImmutableMap.<String, String>builder().putAll(values).put(name, value).buildKeepingLast());
  }

  @Override
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public Optional<Secret> secret(String name) {
    return text(name).map(Secret::new);
  }
}
