package org.bucketcopy.planner.store;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.model.ByteRange;
import org.bucketcopy.planner.model.ETag;

/**
 * One of the parts that an object was made of.
 *
 * @param etag of the object
 * @param partNumber its number, from 1
 * @param partCount how many the object has
 * @param range which bytes of the object it is
 */
public record ObjectPart(ETag etag, int partNumber, int partCount, ByteRange range) {
  public ObjectPart {
    checkArgument(
        1 <= partNumber && partNumber <= partCount,
        "there is no part %s of %s",
        partNumber,
        partCount);
  }
}
