package org.bucketcopy.job.stores.s3.direct;

import java.util.Optional;

/**
 * What S3 says of an object or a part that it made.
 *
 * @param etag as it is written in the answer
 * @param versionId the version that was made
 * @param dated whether the answer names when it was made, as only that to a copy does
 */
public record CopyAnswer(Optional<String> etag, Optional<String> versionId, boolean dated) {}
