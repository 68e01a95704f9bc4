package org.bucketcopy.job.step;

import org.bucketcopy.planner.model.ObjectInfo;
import org.bucketcopy.planner.model.ObjectMetadata;
import org.bucketcopy.planner.plan.CopyPair;
import org.bucketcopy.planner.plan.PartLayout;
import org.bucketcopy.planner.store.CopySource;
import org.bucketcopy.planner.store.DestinationRule;

/**
 * All that an object's copy by parts needs to know once its source was looked at.
 *
 * @param pair what goes where
 * @param source the source as it was looked at
 * @param layout how it is cut
 * @param metadata what the copy shall carry: the source's, tags included, and the token
 * @param token marks the upload
 * @param rule what to do if the destination exists
 */
record PlannedUpload(
    CopyPair pair,
    ObjectInfo source,
    PartLayout layout,
    ObjectMetadata metadata,
    UploadToken token,
    DestinationRule rule) {
  CopySource copySource() {
    return CopySource.of(pair.source(), source.identity());
  }
}
