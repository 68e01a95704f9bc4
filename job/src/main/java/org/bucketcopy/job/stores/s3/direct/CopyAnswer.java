package org.bucketcopy.job.stores.s3.direct;

import java.util.Optional;
import org.bucketcopy.planner.model.ContentChecksums;

/**
 * What S3 says of an object or a part that it made.
 *
 * @param etag as it is written in the answer
 * @param versionId the version that was made
 * @param dated whether the answer names when it was made, as only that to a copy does
 * @param checksums of the object or the part
 */
public record CopyAnswer(
    Optional<String> etag, Optional<String> versionId, boolean dated, ContentChecksums checksums) {}
