package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A multipart upload, one UploadPartCopy for each part, copies the object.
 *
 * @param pair the object and where it goes
 * @param layout its parts
 */
public record CopyByParts(CopyPair pair, PartLayout layout) implements ObjectPlan {
  public CopyByParts {
    checkArgument(
        pair.listed().size() == layout.size(),
        "%s has %s bytes, its parts have %s",
        pair.source(),
        pair.listed().size(),
        layout.size());
  }
}
