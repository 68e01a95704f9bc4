package org.bucketcopy.planner.model;

/**
 * The objects of a bucket whose keys start with a prefix.
 *
 * @param bucket the bucket
 * @param prefix what the keys start with; empty for the whole bucket
 */
public record ObjectPrefix(Bucket bucket, String prefix) {
  /** Whether every object under {@code other} is also under this prefix. */
  public boolean contains(ObjectPrefix other) {
    return bucket.equals(other.bucket) && other.prefix.startsWith(prefix);
  }

  /** Those of these objects whose keys go on so after the prefix. */
  public ObjectPrefix below(String beginning) {
    return new ObjectPrefix(bucket, prefix + beginning);
  }

  /**
   * What follows the prefix in {@code key}; may be empty.
   *
   * @throws IllegalArgumentException if the key is not under the prefix
   */
  public String relative(String key) {
    if (!key.startsWith(prefix)) {
      throw new IllegalArgumentException(Printable.of(key) + " is not under " + this);
    }
    return key.substring(prefix.length());
  }

  /** Whether it is a folder: a whole bucket, or a prefix that ends in {@code /}. */
  public boolean isFolder() {
    return prefix.isEmpty() || prefix.endsWith("/");
  }

  /** The smallest folder that holds all these objects: this one, if it is a folder. */
  public ObjectPrefix folder() {
    return new ObjectPrefix(bucket, prefix.substring(0, prefix.lastIndexOf('/') + 1));
  }

  /** What follows the last {@code /} of the prefix; empty if it is a folder. */
  public String name() {
    return prefix.substring(prefix.lastIndexOf('/') + 1);
  }

  /** {@code scheme://bucket/prefix}, the prefix as it is. */
  public String uri() {
    return bucket.uri() + "/" + prefix;
  }

  /** The {@link #uri} as people read it, {@link Printable}. */
  @Override
  public String toString() {
    return Printable.of(uri());
  }
}
