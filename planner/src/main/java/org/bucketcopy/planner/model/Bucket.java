package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A bucket of one kind of store.
 *
 * @param scheme the kind of store as users write it: {@code s3}, {@code oss}, {@code bos}
 * @param name the bucket's name
 */
public record Bucket(String scheme, String name) {
  public Bucket {
    checkArgument(!scheme.isEmpty(), "a bucket needs the scheme of its store");
    checkArgument(
        !name.isEmpty() && name.indexOf('/') < 0, "\"%s\" cannot be a bucket's name", name);
  }

  /** The object of this bucket under {@code key}. */
  public ObjectLocation object(String key) {
    return new ObjectLocation(this, key);
  }

  /** {@code scheme://name}, the name as it is. */
  public String uri() {
    return scheme + "://" + name;
  }

  /** The {@link #uri} as people read it, {@link Printable}. */
  @Override
  public String toString() {
    return Printable.of(uri());
  }
}
