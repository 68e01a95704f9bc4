package org.bucketcopy.planner.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Map;

/**
 * A bucket of one kind of store.
 *
 * @param scheme the kind of store as users write it: {@code s3}, {@code oss}, {@code bos}
 * @param name the bucket's name
 */
public record Bucket(String scheme, String name) {
  /** Schemes of Hadoop's clients, and what they mean. */
  private static final Map<String, String> ALIASES = Map.of("s3a", "s3", "s3n", "s3");

  public Bucket {
    checkArgument(!scheme.isEmpty(), "a bucket needs the scheme of its store");
    checkArgument(
        !name.isEmpty() && name.indexOf('/') < 0, "\"%s\" cannot be a bucket's name", name);
  }

  /** The kind of store that users mean by a scheme: {@code s3a} and {@code s3n} are {@code s3}. */
  public static String schemeMeantBy(String written) {
    return ALIASES.getOrDefault(written, written);
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
