package org.bucketcopy.job.stores;

import java.util.Optional;

/**
 * The settings of one bucket, by their names without the store's prefix: {@code endpoint}, {@code
 * access.key}. Every call reads anew, so that a changed value is seen. May be used from any thread.
 */
public interface StoreSettings {
  /** The setting {@code name} without surrounding white space; empty if it is unset or blank. */
  Optional<String> text(String name);

  /** The settings of another bucket of the same kind of store: these, if all have the same. */
  default StoreSettings ofBucket(String bucket) {
    return this;
  }

  /**
   * The secret {@code name}; empty if it is unset or blank.
   *
   * @throws java.io.UncheckedIOException if the place where secrets are kept cannot be read
   */
  Optional<Secret> secret(String name);
}
