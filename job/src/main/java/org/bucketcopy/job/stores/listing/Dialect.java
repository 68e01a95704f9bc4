package org.bucketcopy.job.stores.listing;

/** A way to ask a store for the objects that come after a key. */
public enum Dialect {
  /** {@code start-after} of ListObjectsV2, which takes any key. */
  START_AFTER("start-after"),
  /** {@code marker} of the first ListObjects, which takes any key. */
  MARKER("marker"),
  /**
   * {@code continuation-token} of ListObjectsV2, which takes only what the page before gave. S3
   * directory buckets have no other (docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2).
   */
  CONTINUATION("continuation-token");

  private final String parameter;

  Dialect(String parameter) {
    this.parameter = parameter;
  }

  /** The parameter that names where a page begins. */
  @Override
  public String toString() {
    return parameter;
  }
}
