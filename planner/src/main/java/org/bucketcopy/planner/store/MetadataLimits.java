package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How much an object may carry beside its bytes.
 *
 * @param maxUserBytes maximum number of bytes of all names and values of user metadata together, in
 *     UTF-8, the names without the store's prefix
 * @param maxTags maximum number of tags
 */
public record MetadataLimits(int maxUserBytes, int maxTags) {
  /** Of a store of which nothing is known. */
  public static final MetadataLimits UNKNOWN =
      new MetadataLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

  public MetadataLimits {
    checkArgument(maxUserBytes >= 0 && maxTags >= 0, "a limit cannot be negative");
  }
}
