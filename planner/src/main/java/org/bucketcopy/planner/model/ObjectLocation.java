package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Where an object is.
 *
 * @param bucket its bucket
 * @param key its key, exactly as the store holds it: never percent-encoded, never normalised
 */
public record ObjectLocation(Bucket bucket, String key) {
  public ObjectLocation {
    checkArgument(!key.isEmpty(), "an object of %s needs a key", bucket);
  }

  /** {@code scheme://bucket/key}, the key as it is. */
  public String uri() {
    return bucket.uri() + "/" + key;
  }

  /** The {@link #uri} as people read it, {@link Printable}. */
  @Override
  public String toString() {
    return Printable.of(uri());
  }
}
