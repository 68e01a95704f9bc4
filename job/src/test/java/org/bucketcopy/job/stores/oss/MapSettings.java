package org.bucketcopy.job.stores.oss;

import java.util.Map;
import java.util.Optional;
import org.bucketcopy.job.stores.Secret;
import org.bucketcopy.job.stores.StoreSettings;

/** Settings in a map, by their names without {@code fs.oss}. */
record MapSettings(Map<String, String> values) implements StoreSettings {
  @Override
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  @Override
  public Optional<Secret> secret(String name) {
    return text(name).map(Secret::new);
  }
}
