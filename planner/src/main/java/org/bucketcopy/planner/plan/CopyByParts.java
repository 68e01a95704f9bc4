package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.source.CopyPair;

/**
 * A multipart upload, one UploadPartCopy for each part, copies the object.
 *
 * @param pair the object and where it goes
 * @param layout its parts
 */
public record CopyByParts(CopyPair pair, PartLayout layout) implements ObjectPlan {
  public CopyByParts {
    checkArgument(
        pair.source().size() == layout.size(),
        "%s has %s bytes, its parts have %s",
        pair.source().location(),
        pair.source().size(),
        layout.size());
  }
}
