package org.bucketcopy.planner.plan;

import static com.google.common.base.Preconditions.checkArgument;

import org.bucketcopy.planner.source.UploadPair;

/**
 * A multipart upload, one UploadPart for each part, sends the file.
 *
 * @param pair the file and where it goes
 * @param layout its parts
 */
public record UploadByParts(UploadPair pair, PartLayout layout) implements ObjectPlan {
  public UploadByParts {
    checkArgument(
        pair.source().size() == layout.size(),
        "%s has %s bytes, its parts have %s",
        pair.source().path(),
        pair.source().size(),
        layout.size());
  }
}
