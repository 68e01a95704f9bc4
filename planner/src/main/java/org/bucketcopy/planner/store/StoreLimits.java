package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;

/**
 * The limits of a store that planning has to respect. All sizes are bytes.
 *
 * @param maxParts maximum number of parts of one multipart upload; part numbers run from 1 to this
 * @param minPartSize smallest size of any part but the last
 * @param maxPartSize largest size of a part
 * @param maxObjectSize largest object
 * @param maxCopyObjectSize largest object that one CopyObject call takes
 * @param maxClassChangeSize largest object that one CopyObject call takes into another storage
 *     class than the source's; at most {@code maxCopyObjectSize}
 * @param maxKeyBytes longest key, in bytes of UTF-8
 */
public record StoreLimits(
    int maxParts,
    long minPartSize,
    long maxPartSize,
    long maxObjectSize,
    long maxCopyObjectSize,
    long maxClassChangeSize,
    int maxKeyBytes) {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final long GIB = 1024 * MIB;

  /**
   * Amazon S3: 10,000 parts of 5 MiB to 5 GiB, which makes 48.8 TiB; CopyObject up to 5 GiB
   * (docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html).
   */
  public static final StoreLimits S3 =
      new StoreLimits(10_000, 5 * MIB, 5 * GIB, 10_000 * 5 * GIB, 5 * GIB, 1024);

  /** Limits of a store that takes any object into another storage class that it takes at all. */
  public StoreLimits(
      int maxParts,
      long minPartSize,
      long maxPartSize,
      long maxObjectSize,
      long maxCopyObjectSize,
      int maxKeyBytes) {
    this(
        maxParts,
        minPartSize,
        maxPartSize,
        maxObjectSize,
        maxCopyObjectSize,
        maxCopyObjectSize,
        maxKeyBytes);
  }

  public StoreLimits {
    checkArgument(maxParts >= 1, "maxParts must be at least 1, not %s", maxParts);
    checkArgument(
        0 < minPartSize && minPartSize <= maxPartSize,
        "no part can have between %s and %s bytes",
        minPartSize,
        maxPartSize);
    checkArgument(
        maxObjectSize <= LongMath.saturatedMultiply(maxPartSize, maxParts),
        "%s parts of %s bytes do not make an object of %s bytes",
        maxParts,
        maxPartSize,
        maxObjectSize);
    checkArgument(
        0 <= maxClassChangeSize && maxClassChangeSize <= maxCopyObjectSize,
        "CopyObject cannot take %s bytes at most, %s with another storage class",
        maxCopyObjectSize,
        maxClassChangeSize);
    checkArgument(maxKeyBytes >= 1, "maxKeyBytes must be at least 1");
  }
}
